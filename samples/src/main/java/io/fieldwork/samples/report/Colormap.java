package io.fieldwork.samples.report;

/**
 * Colours for numbers: straight lines between ten of the colours of viridis and inferno (Smith and van der Walt 2015,
 * public domain), whose lightness grows evenly, so that they read in gray as well.
 */
enum Colormap {
    /** Blue over green to yellow, for values. */
    VIRIDIS(0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725),
    /** Black over red to light yellow, for errors. */
    INFERNO(0x000004, 0x1b0c41, 0x4a0c6b, 0x781c6d, 0xa52c60, 0xcf4446, 0xed6925, 0xfb9b06, 0xf7d13d, 0xfcffa4);

    private final int[] anchors;

    Colormap(int... anchors) {
        this.anchors = anchors;
    }

    /**
     * Paints one pixel.
     *
     * @param share 0 for the first colour to 1 for the last, clipped; white where it is not a number
     * @param rgb where to, three values in [0, 1]
     * @param at index of the first
     */
    void paint(double share, float[] rgb, int at) {
        double place = Math.clamp(share, 0.0, 1.0) * (anchors.length - 1);
        int below = Math.min((int) place, anchors.length - 2);
        double rest = place - below;
        for (int c = 0; c < 3; c++) {
            int shift = 16 - 8 * c;
            double from = anchors[below] >> shift & 255;
            double to = anchors[below + 1] >> shift & 255;
            rgb[at + c] = Double.isNaN(share) ? 1 : (float) ((from + rest * (to - from)) / 255);
        }
    }
}
