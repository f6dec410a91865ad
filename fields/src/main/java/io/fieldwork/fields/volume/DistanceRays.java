package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.kernel.Parallel;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rays of a bundle that meet the box, each on its own, with the distances of one medium. Rays are worked on over all cores; the
 * distances that they want are evaluated together.
 */
final class DistanceRays {
    /** Rays of one piece of work. */
    private static final int PIECE = 16;

    /** Points that are evaluated at a time. */
    private static final int MOST = 1 << 19;

    private final NDManager manager;
    private final MediumDistance distance;
    private final int count;
    private final long[] numbers;
    private final float[] origins;
    private final float[] directions;
    private final List<DistanceRay> rays;
    private final @Nullable OuterSamples outside;

    /**
     * Rays cut at some number of places, whose distances are not known yet.
     *
     * @param intervals of the rays
     * @param outer samples of a ray outside of the ball, if the medium goes on there
     */
    DistanceRays(RayIntervals intervals, Rays bundle, Jitter random, DistanceMedium medium, int places, int outer) {
        NDArray numbersOfRays = random.first(bundle.origins().getManager(), bundle.count());
        boolean surrounded = medium.surrounded();
        RayIntervals.Inside inside =
                surrounded ? intervals.ofBall(bundle, numbersOfRays) : intervals.of(bundle, numbersOfRays);
        this.outside = surrounded ? new OuterSamples(medium.box(), outer) : null;
        this.manager = inside.origins().getManager();
        this.distance = new MediumDistance(manager, medium);
        this.count = inside.rays().count();
        this.numbers = inside.hit().toLongArray();
        this.origins = inside.origins().toFloatArray();
        this.directions = inside.directions().toFloatArray();
        float[] enter = inside.enter().toFloatArray();
        float[] leave = inside.leave().toFloatArray();
        float[] jitter = inside.jitter().toFloatArray();
        this.rays = IntStream.range(0, numbers.length)
                .mapToObj(i -> new DistanceRay(enter[i], leave[i], jitter[i], places))
                .toList();
    }

    /**
     * {@return the medium as one of a distance}
     *
     * @throws UserError if it is none
     */
    static DistanceMedium of(Medium medium, String type) {
        if (medium instanceof DistanceMedium distances) {
            return distances;
        }
        throw new UserError("sampling.type is " + type
                + ", which follows a signed distance, but the field has none; expected field.type surface.");
    }

    /** All of them. */
    List<DistanceRay> all() {
        return rays;
    }

    /** Does something with some of the rays, over all cores. */
    static void each(List<DistanceRay> some, Consumer<DistanceRay> work) {
        each(some.size(), i -> work.accept(some.get(i)));
    }

    private static void each(int count, IntConsumer work) {
        Parallel.run(Math.ceilDiv(count, PIECE), piece -> {
            for (int i = piece * PIECE; i < Math.min(count, (piece + 1) * PIECE); i++) {
                work.accept(i);
            }
        });
    }

    /** Gives the rays the distances at the places that they want. */
    void evaluate() {
        int from = 0;
        while (from < rays.size()) {
            int points = 0;
            int to = from;
            while (to < rays.size() && (to == from || points + rays.get(to).wanted().length <= MOST)) {
                points += rays.get(to).wanted().length;
                to++;
            }
            if (points > 0) {
                evaluate(from, to, points);
            }
            from = to;
        }
    }

    private void evaluate(int from, int to, int points) {
        float[] x = new float[3 * points];
        int at = 0;
        for (int i = from; i < to; i++) {
            for (float t : rays.get(i).wanted()) {
                place(i, t, x, at);
                at += 3;
            }
        }
        float[] distances = distance.distances(x);
        at = 0;
        for (int i = from; i < to; i++) {
            int wanted = rays.get(i).wanted().length;
            if (wanted > 0) {
                rays.get(i).found(distances, at);
                at += wanted;
            }
        }
    }

    private void place(int ray, double t, float[] x, int at) {
        for (int c = 0; c < 3; c++) {
            x[at + c] = (float) (origins[3 * ray + c] + t * directions[3 * ray + c]);
        }
    }

    /** The samples of all rays, packed, with those outside of the ball if the medium goes on there. */
    Samples samples(Function<DistanceRay, SeenPieces.Found> chosen) {
        SeenPieces.Found[] found = new SeenPieces.Found[rays.size()];
        each(found.length, i -> {
            DistanceRay ray = rays.get(i);
            SeenPieces.Found own = chosen.apply(ray);
            found[i] = outside == null ? own : outside.behind(own, ray.leave(), ray.shift(), origins, directions, i);
        });
        int[] offsets = new int[count + 1];
        for (int i = 0; i < found.length; i++) {
            offsets[(int) numbers[i] + 1] = found[i].t().length;
        }
        for (int i = 0; i < count; i++) {
            offsets[i + 1] += offsets[i];
        }
        return packed(found, offsets);
    }

    private Samples packed(SeenPieces.Found[] found, int[] offsets) {
        int size = offsets[count];
        int[] owners = new int[size];
        float[] x = new float[3 * size];
        float[] t = new float[size];
        float[] delta = new float[size];
        each(found.length, i -> {
            int own = found[i].t().length;
            int at = offsets[(int) numbers[i]];
            System.arraycopy(found[i].t(), 0, t, at, own);
            System.arraycopy(found[i].delta(), 0, delta, at, own);
            Arrays.fill(owners, at, at + own, (int) numbers[i]);
            for (int k = at; k < at + own; k++) {
                place(i, t[k], x, 3 * k);
            }
        });
        return new Samples(
                manager.create(offsets),
                manager.create(owners),
                manager.create(x, new Shape(size, 3)),
                manager.create(t),
                manager.create(delta));
    }
}
