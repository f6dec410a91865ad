package io.fieldwork.samples.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;

/** Random arrays for benchmarks. */
final class Inputs {
    private Inputs() {}

    /**
     * Uniform numbers.
     *
     * @param manager owner
     * @param stream name of the draws
     * @param low inclusive
     * @param high exclusive
     * @param shape of the array
     * @return float32
     */
    static NDArray uniform(NDManager manager, String stream, float low, float high, long... shape) {
        Draws draws = Draws.of(1, stream, 0);
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
        for (int i = 0; i < values.length; i++) {
            values[i] = low + (high - low) * draws.uniform(i);
        }
        return manager.create(values, new Shape(shape));
    }
}
