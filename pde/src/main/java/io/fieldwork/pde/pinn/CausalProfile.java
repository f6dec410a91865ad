package io.fieldwork.pde.pinn;

/**
 * The causal weights after one step of training.
 *
 * @param step steps taken
 * @param epsilon steepness of the stage
 * @param last whether the stage ended with them
 * @param times mean time of the points of each chunk, not decreasing [chunks]
 * @param weights of the chunks, at most 1, not increasing [chunks]
 */
public record CausalProfile(long step, double epsilon, boolean last, double[] times, double[] weights) {
    /** Numbers before times and weights in a row. */
    private static final int HEAD = 3;

    /** All of it as numbers: step, epsilon, last, times, weights. */
    double[] row() {
        int n = times.length;
        double[] row = new double[HEAD + 2 * n];
        row[0] = step;
        row[1] = epsilon;
        row[2] = last ? 1 : 0;
        System.arraycopy(times, 0, row, HEAD, n);
        System.arraycopy(weights, 0, row, HEAD + n, n);
        return row;
    }

    /** The profile of a {@link #row}. */
    static CausalProfile of(double[] row) {
        int n = (row.length - HEAD) / 2;
        double[] times = new double[n];
        double[] weights = new double[n];
        System.arraycopy(row, HEAD, times, 0, n);
        System.arraycopy(row, HEAD + n, weights, 0, n);
        return new CausalProfile((long) row[0], row[1], row[2] > 0, times, weights);
    }
}
