package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.kernel.Parallel;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

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

    /** Rays cut at some number of places, whose distances are not known yet. */
    DistanceRays(RayIntervals.Inside inside, DistanceMedium medium, int places) {
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

    /** Samples at what is chosen of each ray, each of which stands for what lies between it and the next, the last for the rest. */
    Samples samples(Function<DistanceRay, float[]> chosen) {
        return packed(chosen, 0);
    }

    /** Samples in the middle between the places that are chosen, and between the last of them and the end. */
    Samples middles(Function<DistanceRay, float[]> chosen) {
        return packed(chosen, 0.5);
    }

    private Samples packed(Function<DistanceRay, float[]> chosen, double part) {
        float[][] places = new float[rays.size()][];
        each(places.length, i -> places[i] = chosen.apply(rays.get(i)));
        int[] offsets = new int[count + 1];
        for (int i = 0; i < places.length; i++) {
            offsets[(int) numbers[i] + 1] = places[i].length;
        }
        for (int i = 0; i < count; i++) {
            offsets[i + 1] += offsets[i];
        }
        return packed(places, offsets, part);
    }

    private Samples packed(float[][] places, int[] offsets, double part) {
        int size = offsets[count];
        int[] owners = new int[size];
        float[] x = new float[3 * size];
        float[] t = new float[size];
        float[] delta = new float[size];
        for (int i = 0; i < places.length; i++) {
            int at = offsets[(int) numbers[i]];
            for (int k = 0; k < places[i].length; k++, at++) {
                double next = k + 1 < places[i].length
                        ? places[i][k + 1]
                        : rays.get(i).leave();
                delta[at] = (float) (next - places[i][k]);
                t[at] = (float) (places[i][k] + part * delta[at]);
                owners[at] = (int) numbers[i];
                place(i, t[at], x, 3 * at);
            }
        }
        return new Samples(
                manager.create(offsets),
                manager.create(owners),
                manager.create(x, new Shape(size, 3)),
                manager.create(t),
                manager.create(delta));
    }
}
