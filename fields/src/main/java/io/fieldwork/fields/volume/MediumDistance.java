package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.mesh.DistanceFunction;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * The signed distance of a medium that has a surface, and its colours, as plain numbers; for the thread that evaluates the medium.
 *
 * @param manager of its device
 * @param medium that is asked, with its parameters as they are then
 */
public record MediumDistance(NDManager manager, DistanceMedium medium) implements DistanceFunction {
    private static final int CHUNK = 1 << 16;

    @Override
    public void at(double[] points, int count, double[] values) {
        copy(distances(single(points, 3 * count)), values);
    }

    /** The gradients are those of the learned distance, whose lengths are about one. */
    @Override
    public void at(double[] points, int count, double[] values, double[] gradients) {
        float[] x = single(points, 3 * count);
        copy(distances(x), values);
        copy(gradients(x), gradients);
    }

    /** {@return the signed distances [points] of points [points * 3]} */
    public float[] distances(float[] points) {
        return inChunks(points, 1, (off, part) -> medium.distance(off, part.of(points)));
    }

    private float[] gradients(float[] points) {
        return inChunks(points, 3, (off, part) -> medium.gradient(medium.geometry(off, part.of(points))));
    }

    /** {@return the colours [points * 3] in [0, 1] of points [points * 3] that are looked at against unit normals [points * 3]} */
    public float[] colors(float[] points, float[] normals) {
        return inChunks(points, 3, (off, part) -> {
            NDArray own = manager.create(IntStream.range(0, part.count).toArray());
            Medium.Views views = new Medium.Views(part.of(normals).neg(), own);
            return medium.color(off, medium.geometry(off, part.of(points)), views);
        });
    }

    /** Points of all from one on. */
    private record Part(NDManager manager, int from, int count) {
        /** Their rows of an array [points * 3]. */
        NDArray of(float[] numbers) {
            float[] own = Arrays.copyOfRange(numbers, 3 * from, 3 * (from + count));
            return manager.create(own, new Shape(count, 3));
        }
    }

    private float[] inChunks(float[] points, int width, BiFunction<Tape, Part, NDArray> found) {
        int count = points.length / 3;
        float[] all = new float[width * count];
        for (int from = 0; from < count; from += CHUNK) {
            try (NDScope scope = new NDScope();
                    Tape off = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                Part part = new Part(manager, from, Math.min(CHUNK, count - from));
                float[] values = found.apply(off, part).toFloatArray();
                System.arraycopy(values, 0, all, width * from, values.length);
            }
        }
        return all;
    }

    private static float[] single(double[] values, int count) {
        float[] rounded = new float[count];
        for (int i = 0; i < count; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }

    private static void copy(float[] from, double[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] = from[i];
        }
    }
}
