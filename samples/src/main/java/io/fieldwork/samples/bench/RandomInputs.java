package io.fieldwork.samples.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;

/** Random arrays for benchmarks. */
final class RandomInputs {
    private RandomInputs() {}

    /**
     * Uniform numbers from {@code low} to less than {@code high}, float32 of the given shape, by the draws of a stream.
     */
    static NDArray uniform(NDManager manager, String stream, float low, float high, long... shape) {
        Draws draws = Draws.of(1, stream, 0);
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
        for (int i = 0; i < values.length; i++) {
            values[i] = low + (high - low) * draws.uniform(i);
        }
        return manager.create(values, new Shape(shape));
    }

    /**
     * Runs of {@code each} points in the unit cube with a step between neighbours, as samples along random rays lie:
     * [rays * each, 3].
     */
    static NDArray alongRays(NDManager manager, int rays, int each, float step) {
        NDArray directions = uniform(manager, "directions", -1, 1, rays, 1, 3);
        directions = directions.div(directions.norm(new int[] {2}, true));
        NDArray steps =
                manager.arange(each).toType(DataType.FLOAT32, false).mul(step).reshape(1, each, 1);
        NDArray start = uniform(manager, "start", 0.08f, 0.92f, rays, 1, 3);
        return start.add(directions.mul(steps)).reshape((long) rays * each, 3);
    }
}
