package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.volume.RenderedView;

/**
 * The fit of a gain and an offset for each channel of what a field shows before a background to some pixels of a photograph: the
 * least squares, with so little weight on no change that it decides only where the pixels show nothing. White pixels, which may
 * have been brighter, are left out.
 *
 * @param background sRGB [3]
 */
record ExposureFit(float[] background) {
    private static final double STAY = 1e-6;

    /** A view of a photograph's own size as its truth [height * width * 3] shows it, by these pixels. */
    RenderedView of(RenderedView view, float[] truth, int[] pixels) {
        float[] rgb = new float[view.rgb().length];
        for (int c = 0; c < 3; c++) {
            double[] fit = fit(view, truth, pixels, c);
            for (int i = 0; i < view.opacity().length; i++) {
                double behind = (1 - view.opacity()[i]) * background[c];
                double own = view.rgb()[3 * i + c] - behind;
                double shown = fit[0] * own + fit[1] * view.opacity()[i] + behind;
                rgb[3 * i + c] = (float) Math.clamp(shown, 0.0, 1.0);
            }
        }
        return new RenderedView(view.width(), view.height(), rgb, view.opacity(), view.depth());
    }

    /** Gain and offset of a channel, by the normal equations for what they differ from 1 and 0. */
    private double[] fit(RenderedView view, float[] truth, int[] pixels, int c) {
        double xx = STAY;
        double xo = 0;
        double oo = STAY;
        double xe = 0;
        double oe = 0;
        for (int i : pixels) {
            double o = view.opacity()[i];
            double x = view.rgb()[3 * i + c] - (1 - o) * background[c];
            double error = truth[3 * i + c] - view.rgb()[3 * i + c];
            if (truth[3 * i + c] < 1) {
                xx += x * x;
                xo += x * o;
                oo += o * o;
                xe += x * error;
                oe += o * error;
            }
        }
        double determinant = xx * oo - xo * xo;
        return new double[] {1 + (xe * oo - oe * xo) / determinant, (oe * xx - xe * xo) / determinant};
    }
}
