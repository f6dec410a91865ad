package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A volume renderer of whole views of a medium, in chunks of rays, without gradients. A view that will take long is logged
 * once, with an estimate.
 */
public final class FieldRenderer {
    private static final Logger LOG = LoggerFactory.getLogger(FieldRenderer.class);
    private static final int CHUNK = 8192;
    /** Time that is left of a view, seconds, of which something is said. */
    private static final double LONG = 10;

    private final NDManager manager;
    private final Medium medium;
    private final RaySampler sampler;
    private final Compositor compositor;
    private final float[] background;
    private boolean announced;

    /**
     * A renderer of one medium.
     *
     * @param manager of the medium's device
     * @param kernels of the compositing
     * @param medium to be rendered
     * @param sampler of the rays
     * @param background sRGB [3] behind the scene
     */
    public FieldRenderer(NDManager manager, Kernels kernels, Medium medium, RaySampler sampler, float[] background) {
        this.manager = manager;
        this.medium = medium;
        this.sampler = sampler;
        this.compositor = new Compositor(manager, kernels);
        this.background = background.clone();
    }

    /**
     * Renders a view through its pixels' centres.
     *
     * @param camera intrinsics and pose
     * @return colour, opacity and depth
     */
    public RenderedView render(Camera camera) {
        int width = camera.intrinsics().width();
        int height = camera.intrinsics().height();
        int pixels = width * height;
        RenderedView frame =
                new RenderedView(width, height, new float[3 * pixels], new float[pixels], new float[pixels]);
        long start = System.nanoTime();
        for (int begin = 0; begin < pixels; begin += CHUNK) {
            int first = begin;
            int count = Math.min(CHUNK, pixels - first);
            store(frame, first, look(() -> Rays.through(manager, camera, first, count)));
            announce((System.nanoTime() - start) * 1e-9, first + count, pixels);
        }
        return frame;
    }

    /** Says once how long a view takes if much of it is left. */
    private void announce(double seconds, int done, int pixels) {
        double left = seconds * (pixels - done) / done;
        if (!announced && left > LONG) {
            announced = true;
            LOG.warn("A view of {} pixels takes about {} seconds.", pixels, Math.round(seconds + left));
        }
    }

    /**
     * Renders some rays, in one chunk.
     *
     * @param origins [rays * 3], world coordinates
     * @param directions [rays * 3], unit
     * @return colour, opacity and distance of each
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
            Visible visible = sampler.sample(rays, Jitter.CENTRE, medium);
            Composite seen = compositor.composite(off, medium, rays, visible);
            NDArray t = visible.samples().t().reshape(-1, 1);
            NDArray distance = compositor.sum(off, seen.weights(), t, visible.samples());
            int[] offsets = visible.samples().offsets().toIntArray();
            int[] samples = new int[rays.count()];
            Arrays.setAll(samples, i -> offsets[i + 1] - offsets[i]);
            return new RayResult(
                    seen.color().toFloatArray(), seen.opacity().toFloatArray(), distance.toFloatArray(), samples);
        }
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
