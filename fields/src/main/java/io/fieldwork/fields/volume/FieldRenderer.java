package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;

/** Whole views of a radiance field, in chunks of rays, without gradients. */
public final class FieldRenderer {
    private static final int CHUNK = 8192;

    private final NDManager manager;
    private final RadianceField field;
    private final RaySampler sampler;
    private final Operation composite;
    private final float[] background;

    /**
     * A renderer of one field.
     *
     * @param manager of the field's device
     * @param kernels who composites
     * @param field what to show
     * @param sampler where to look
     * @param background sRGB [3] behind the scene
     */
    public FieldRenderer(
            NDManager manager, Kernels kernels, RadianceField field, RaySampler sampler, float[] background) {
        this.manager = manager;
        this.field = field;
        this.sampler = sampler;
        this.composite = kernels.composite();
        this.background = background.clone();
    }

    /**
     * Renders a view through its pixels' centres.
     *
     * @param camera where from
     * @return colour, opacity and depth
     */
    public Frame render(Camera camera) {
        int width = camera.intrinsics().width();
        int height = camera.intrinsics().height();
        int pixels = width * height;
        Frame frame = new Frame(width, height, new float[3 * pixels], new float[pixels], new float[pixels]);
        for (int first = 0; first < pixels; first += CHUNK) {
            renderChunk(camera, first, Math.min(CHUNK, pixels - first), frame);
        }
        return frame;
    }

    private void renderChunk(Camera camera, int first, int count, Frame frame) {
        try (NDScope scope = new NDScope();
                Tape off = Tape.forwardOnly()) {
            scope.suppressNotUsedWarning();
            Rays rays = Rays.through(manager, camera, first, count);
            NDArray jitter = manager.full(new Shape(count), 0.5f);
            NDArray[] seen = composite(off, rays, sampler.sample(rays, jitter, field));
            store(frame, first, count, seen);
        }
    }

    private NDArray[] composite(Tape off, Rays rays, Visible visible) {
        Samples samples = visible.samples();
        RadianceField.Geometry geometry = visible.geometry();
        NDArray color = field.color(off, geometry.features(), rays.directions(), samples.rays());
        return composite.apply(off, geometry.density(), color, samples.delta(), samples.t(), samples.offsets());
    }

    private void store(Frame frame, int first, int count, NDArray[] seen) {
        float[] color = seen[0].toFloatArray();
        float[] opacity = seen[1].toFloatArray();
        float[] depth = seen[2].toFloatArray();
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < 3; c++) {
                frame.rgb()[3 * (first + i) + c] = color[3 * i + c] + (1 - opacity[i]) * background[c];
            }
            frame.opacity()[first + i] = opacity[i];
            frame.depth()[first + i] = opacity[i] > 1e-3f ? depth[i] / opacity[i] : 0;
        }
    }
}
