package io.fieldwork.fields.bake;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Jitter;
import io.fieldwork.fields.volume.RaySampler;
import io.fieldwork.fields.volume.Rays;
import io.fieldwork.fields.volume.Visible;

/** The collection of the colour samples along all rays of the cameras, for the colour fit. */
final class SeenColors {
    private static final int CHUNK = 8192;
    /** Least weight of a sample that counts. */
    private static final double LEAST = 1e-3;

    private final NDManager manager;
    private final Medium medium;
    private final RaySampler sampler;
    private final ColorFit fit;

    SeenColors(NDManager manager, Medium medium, RaySampler sampler, ColorFit fit) {
        this.manager = manager;
        this.medium = medium;
        this.sampler = sampler;
        this.fit = fit;
    }

    /** Adds the visible samples of a camera's rays to the fit. */
    void add(Camera camera) {
        int pixels = camera.intrinsics().width() * camera.intrinsics().height();
        for (int first = 0; first < pixels; first += CHUNK) {
            try (NDScope scope = new NDScope();
                    Tape off = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                add(off, Rays.through(manager, camera, first, Math.min(CHUNK, pixels - first)));
            }
        }
    }

    private void add(Tape off, Rays rays) {
        Visible visible = sampler.sample(rays, Jitter.CENTRE, medium);
        Samples samples = visible.samples();
        if (samples.size() == 0) {
            return;
        }
        Medium.Views views = new Medium.Views(rays.directions(), samples.rays());
        Medium.Geometry geometry = medium.geometry(off, visible.positions());
        float[] colors = medium.color(off, geometry, views).toFloatArray();
        float[] density =
                medium.extinction(off, geometry, views, samples.delta()).toFloatArray();
        float[] delta = samples.delta().toFloatArray();
        float[] positions = samples.positions().toFloatArray();
        float[] directions = rays.directions().toFloatArray();
        int[] offsets = samples.offsets().toIntArray();
        for (int ray = 0; ray < rays.count(); ray++) {
            float[] direction = {directions[3 * ray], directions[3 * ray + 1], directions[3 * ray + 2]};
            double[] harmonics = Harmonics.at(direction, fit.coefficients);
            double transmittance = 1;
            for (int i = offsets[ray]; i < offsets[ray + 1]; i++) {
                double left = transmittance * Math.exp(-(double) density[i] * delta[i]);
                double weight = transmittance - left;
                if (weight > LEAST) {
                    fit.add(positions, 3 * i, harmonics, colors, (float) weight);
                }
                transmittance = left;
            }
        }
    }
}
