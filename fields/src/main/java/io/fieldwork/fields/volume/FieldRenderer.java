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
import java.util.Arrays;
import java.util.function.Supplier;

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
    public RenderedView render(Camera camera) {
        int width = camera.intrinsics().width();
        int height = camera.intrinsics().height();
        int pixels = width * height;
        RenderedView frame =
                new RenderedView(width, height, new float[3 * pixels], new float[pixels], new float[pixels]);
        for (int begin = 0; begin < pixels; begin += CHUNK) {
            int first = begin;
            int count = Math.min(CHUNK, pixels - first);
            store(frame, first, look(() -> Rays.through(manager, camera, first, count)));
        }
        return frame;
    }

    /**
     * Follows some rays, in one piece.
     *
     * @param origins [rays * 3], world coordinates
     * @param directions [rays * 3], unit
     * @return what each of them sees
     */
    public RayResult look(float[] origins, float[] directions) {
        Shape shape = new Shape(origins.length / 3, 3);
        return look(() -> new Rays(manager.create(origins, shape), manager.create(directions, shape)));
    }

    private RayResult look(Supplier<Rays> made) {
        try (NDScope scope = new NDScope();
                Tape off = Tape.forwardOnly()) {
            scope.suppressNotUsedWarning();
            Rays rays = made.get();
            NDArray jitter = manager.full(new Shape(rays.count()), 0.5f);
            Visible visible = sampler.sample(rays, jitter, field);
            NDArray[] seen = composite(off, rays, visible);
            int[] offsets = visible.samples().offsets().toIntArray();
            int[] samples = new int[rays.count()];
            Arrays.setAll(samples, i -> offsets[i + 1] - offsets[i]);
            return new RayResult(seen[0].toFloatArray(), seen[1].toFloatArray(), seen[2].toFloatArray(), samples);
        }
    }

    private NDArray[] composite(Tape off, Rays rays, Visible visible) {
        Samples samples = visible.samples();
        RadianceField.Geometry geometry = visible.geometry();
        NDArray color = field.color(off, geometry.features(), rays.directions(), samples.rays());
        return composite.apply(off, geometry.density(), color, samples.delta(), samples.t(), samples.offsets());
    }

    private void store(RenderedView frame, int first, RayResult seen) {
        for (int i = 0; i < seen.opacity().length; i++) {
            float opacity = seen.opacity()[i];
            for (int c = 0; c < 3; c++) {
                frame.rgb()[3 * (first + i) + c] = seen.color()[3 * i + c] + (1 - opacity) * background[c];
            }
            frame.opacity()[first + i] = opacity;
            frame.depth()[first + i] = opacity > 1e-3f ? seen.distance()[i] / opacity : 0;
        }
    }
}
