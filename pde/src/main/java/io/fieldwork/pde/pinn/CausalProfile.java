package io.fieldwork.pde.pinn;

import java.util.Arrays;
import org.apache.commons.math3.util.MathArrays;

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
        return MathArrays.concatenate(new double[] {step, epsilon, last ? 1 : 0}, times, weights);
    }

    /** The profile of a {@link #row}. */
    static CausalProfile of(double[] row) {
        int middle = (row.length + HEAD) / 2;
        double[] times = Arrays.copyOfRange(row, HEAD, middle);
        double[] weights = Arrays.copyOfRange(row, middle, row.length);
        return new CausalProfile((long) row[0], row[1], row[2] > 0, times, weights);
    }
}
