package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Composite;
import io.fieldwork.fields.volume.Compositor;
import io.fieldwork.fields.volume.Jitter;
import io.fieldwork.fields.volume.RayResult;
import io.fieldwork.fields.volume.Rays;
import io.fieldwork.fields.volume.Visible;
import java.util.Arrays;
import java.util.List;

/**
 * The search for the camera of a photograph of a scene that was learned, by differentiating through the rendering (Yen-Chen et al. 2021, iNeRF): the colours of
 * rays by the places of their samples, these by the motion of the camera, in steps of Levenberg and Marquardt. It begins with means over large squares of
 * rays, in which the photograph and what the camera sees overlap though it is far off. Learned fields are rough on scales below a pixel, so that their slopes promise
 * more than they keep: steps are doubled as long as that is better, and the last ones are those of a {@link PoseFit}, by differences over half a pixel.
 */
public final class PoseSearch {
    /** Rays across the photograph at most. */
    private static final int ACROSS = 48;
    /** Sides of the squares, in rays. */
    private static final List<Integer> SQUARES = List.of(8, 4, 2, 1);

    private static final int STEPS = 16;
    private static final double LONGEST = 16;
    private static final double MOST_DAMPING = 1e3;
    private static final double SMALL = 1e-5;

    private final RadianceSession session;
    private final Compositor compositor;
    private final Motion motion;
    private final float[] background;
    private final float[] truth;
    private final int width;
    private final int[] pixels;
    private final int stride;

    private PoseSearch(RadianceSession session, Photo photo, NDManager manager) {
        this.session = session;
        this.compositor = new Compositor(manager, Kernels.of(manager));
        this.motion = Motion.of(session.capture());
        this.background = session.background();
        this.truth = Pixels.over(photo.image(), background);
        this.width = photo.width();
        this.stride = Math.max(1, Math.ceilDiv(Math.max(photo.width(), photo.height()), ACROSS));
        this.pixels = Arrays.stream(photo.visible()).filter(this::middle).toArray();
    }

    /** Whether a pixel is the middle one of its part of the photograph, the one through which a ray goes. */
    private boolean middle(int pixel) {
        return pixel % width % stride == stride / 2 && pixel / width % stride == stride / 2;
    }

    /**
     * {@return the camera of a photograph, from a guess on, which may be off by some ten degrees or a tenth of what is seen}
     *
     * @param session of a trained radiance field or surface, whose parameters stay as they are; for the thread that trains, or while none does
     * @param photo with the guess as its camera; its hidden pixels do not count, and where all are the guess is returned
     */
    public static Camera find(RadianceSession session, Photo photo) {
        List<Parameter> parameters = session.task().parameters();
        parameters.forEach(each -> each.value().setRequiresGradient(false));
        try (NDManager manager = session.manager().newSubManager()) {
            PoseSearch search = new PoseSearch(session, photo, manager);
            Camera camera = photo.camera();
            if (search.pixels.length == 0) {
                return camera;
            }
            for (int square : SQUARES) {
                camera = search.refined(camera, square);
            }
            return new PoseFit(session.renderer(), search.background, search.motion).of(photo.by(camera));
        } finally {
            parameters.forEach(each -> each.value().setRequiresGradient(true));
        }
    }

    /** A camera with the errors of means over squares, and the sum of their squares. */
    private record Trial(Camera camera, double[] error, double sum) {}

    private Camera refined(Camera start, int square) {
        Trial now = trial(start, square);
        double damping = 1e-2;
        for (int i = 0; i < STEPS && damping < MOST_DAMPING; i++) {
            double[][] slopes = slopes(now.camera);
            for (int k = 0; k < slopes.length; k++) {
                slopes[k] = means(slopes[k], square);
            }
            NormalEquations normal = NormalEquations.of(slopes, now.error);
            for (boolean better = false; !better && damping < MOST_DAMPING; ) {
                double[] step = normal.step(damping);
                Trial next = along(now, step, square);
                better = next.sum < now.sum;
                damping *= better ? 0.2 : 5;
                if (better) {
                    now = next;
                    damping = NormalEquations.dot(step, step) < SMALL * SMALL ? MOST_DAMPING : damping;
                }
            }
        }
        return now.camera;
    }

    private Trial trial(Camera camera, int square) {
        double[] error = means(errors(camera), square);
        return new Trial(camera, error, NormalEquations.dot(error, error));
    }

    /** A step from a camera, or its double, or that one's, as long as they get better. */
    private Trial along(Trial from, double[] step, int square) {
        Trial best = trial(motion.move(from.camera, step), square);
        for (double factor = 2; factor <= LONGEST && best.sum < from.sum; factor *= 2) {
            double by = factor;
            double[] longer = Arrays.stream(step).map(x -> by * x).toArray();
            Trial next = trial(motion.move(from.camera, longer), square);
            if (next.sum >= best.sum) {
                break;
            }
            best = next;
        }
        return best;
    }

    /** Means over the rays of squares, of numbers [rays * 3]; nothing for squares without rays. */
    private double[] means(double[] values, int square) {
        int[] squares = squares(square * stride);
        int[] sizes = new int[1 + Arrays.stream(squares).max().orElse(0)];
        Arrays.stream(squares).forEach(each -> sizes[each]++);
        double[] means = new double[3 * sizes.length];
        for (int i = 0; i < values.length; i++) {
            int to = squares[i / 3];
            means[3 * to + i % 3] += values[i] / sizes[to];
        }
        return means;
    }

    /** The square of some pixels a side in which each ray is, counted along the rows. */
    private int[] squares(int side) {
        int columns = Math.ceilDiv(width, side);
        return Arrays.stream(pixels)
                .map(pixel -> pixel / width / side * columns + pixel % width / side)
                .toArray();
    }

    private Rays rays(Camera camera) {
        float[][] numbers = numbers(camera);
        Shape shape = new Shape(pixels.length, 3);
        return new Rays(
                session.manager().create(numbers[0], shape), session.manager().create(numbers[1], shape));
    }

    /** Origins and directions [rays * 3]. */
    private float[][] numbers(Camera camera) {
        float[][] numbers = new float[2][3 * pixels.length];
        float[] ray = new float[6];
        for (int i = 0; i < pixels.length; i++) {
            camera.ray(pixels[i] % width + 0.5, pixels[i] / width + 0.5, ray, 0);
            System.arraycopy(ray, 0, numbers[0], 3 * i, 3);
            System.arraycopy(ray, 3, numbers[1], 3 * i, 3);
        }
        return numbers;
    }

    /** What the field shows to a camera less the photograph [rays * 3]. */
    private double[] errors(Camera camera) {
        float[][] rays = numbers(camera);
        RayResult seen = session.renderer().look(rays[0], rays[1]);
        double[] errors = new double[3 * pixels.length];
        for (int i = 0; i < errors.length; i++) {
            double behind = (1 - seen.opacity()[i / 3]) * background[i % 3];
            errors[i] = seen.color()[i] + behind - truth[3 * pixels[i / 3] + i % 3];
        }
        return errors;
    }

    /** The slopes [6][rays * 3] of the colours along the motions of the camera. */
    private double[][] slopes(Camera camera) {
        double[][] slopes = new double[Motion.NUMBERS][3 * pixels.length];
        for (int channel = 0; channel < 3; channel++) {
            try (NDScope scope = new NDScope();
                    Tape tape = Tape.open()) {
                scope.suppressNotUsedWarning();
                Rays rays = rays(camera);
                Visible visible = visible(rays);
                NDArray x = visible.samples().positions().duplicate();
                x.setRequiresGradient(true);
                Visible moving = new Visible(visible.samples(), new Positions(x), visible.coarser());
                Composite seen = compositor.composite(tape, session.field(), rays, moving);
                NDArray behind = seen.opacity().mul(-background[channel]);
                NDArray shown = seen.color().get(":, " + channel).add(behind);
                tape.backward(shown, shown.onesLike());
                gather(visible.samples(), x.toFloatArray(), Tape.gradient(x).toFloatArray(), channel, slopes);
            }
        }
        return slopes;
    }

    private Visible visible(Rays rays) {
        try (Tape off = Tape.forwardOnly()) {
            return session.sampler().sample(rays, Jitter.CENTRE, session.field());
        }
    }

    /** A place q from the middle moves by w x q + v: a slope g there is (q x g) along w and g along v. */
    private void gather(Samples samples, float[] x, float[] g, int channel, double[][] slopes) {
        int[] rays = samples.rays().toIntArray();
        float[] middle = motion.middle();
        for (int s = 0; s < rays.length; s++) {
            int to = 3 * rays[s] + channel;
            for (int k = 0; k < 3; k++) {
                int p = (k + 1) % 3;
                int q = (k + 2) % 3;
                double turned = (x[3 * s + p] - middle[p]) * g[3 * s + q] - (x[3 * s + q] - middle[q]) * g[3 * s + p];
                slopes[k][to] += motion.turn() * turned;
                slopes[3 + k][to] += motion.length() * g[3 * s + k];
            }
        }
    }
}
