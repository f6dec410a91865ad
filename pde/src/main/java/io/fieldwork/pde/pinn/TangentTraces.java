package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.equation.Place;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Traces of the neural tangent kernels of the terms over the number of points (Wang, Yu, Perdikaris, J. Comput. Phys. 449, 2022):
 * the mean over points of |d r / d theta|^2. That of an equation is taken chunk by chunk and times the causal weights where these are
 * on; with pseudo-time it is that of the equation alone.
 */
record TangentTraces(NDManager manager, PinnLoss loss, Coefficients coefficients, boolean causal, long seed)
        implements TermSizes {
    private static final int POINTS = 256;

    @Override
    public Map<String, Double> of(PinnTask.Batch batch, long step) {
        Map<String, Double> traces = new LinkedHashMap<>();
        double[] even = {1};
        for (int i = 0; i < batch.groups().size(); i++) {
            Draws draws = Draws.of(seed, "tangent" + i, step);
            traces(batch.groups().get(i), i == 0 && causal ? weights(batch) : even, draws, traces);
        }
        return traces;
    }

    private double[] weights(PinnTask.Batch batch) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return doubles(loss.weights(batch));
        }
    }

    /** Adds the traces of a group whose points are cut into as many chunks as there are weights. */
    private void traces(Group.Bound bound, double[] weights, Draws draws, Map<String, Double> into) {
        try (NDManager own = manager.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            int[] rows = rows(bound, weights.length, draws);
            Group.Bound some = rows == null ? bound : bound.at(bound.points().some(own, rows));
            PointGradients gradients = new PointGradients(some, coefficients.scalars(), coefficients.learned());
            for (int k = 0; k < bound.group().names().size(); k++) {
                NDArray rowsOfTerm = gradients.of(k)[1];
                double[] squares = doubles(rowsOfTerm.square().sum(new int[] {1}));
                into.put(bound.group().names().get(k), mean(squares, weights));
            }
        }
    }

    /** Some points of each chunk, or null for all; of pairs of opposite points both. */
    private static int @Nullable [] rows(Group.Bound bound, int chunks, Draws draws) {
        boolean pairs = bound.group().place() instanceof Place.Opposite;
        int n = pairs ? bound.points().size() / 2 : bound.points().size();
        if (n <= POINTS) {
            return null;
        }
        int length = n / chunks;
        int each = Math.max(1, POINTS / chunks);
        int[] rows = new int[each * chunks];
        Arrays.setAll(rows, i -> i / each * length + (int) draws.below(i, length));
        return pairs
                ? IntStream.concat(Arrays.stream(rows), Arrays.stream(rows).map(row -> row + n))
                        .toArray()
                : rows;
    }

    /** The mean over chunks of weight times the mean over the chunk. */
    private static double mean(double[] squares, double[] weights) {
        int length = squares.length / weights.length;
        double sum = 0;
        for (int i = 0; i < squares.length; i++) {
            sum += weights[i / length] * squares[i];
        }
        return sum / squares.length;
    }

    private static double[] doubles(NDArray array) {
        return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }
}
