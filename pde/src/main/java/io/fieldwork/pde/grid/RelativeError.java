package io.fieldwork.pde.grid;

import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * A relative error in the L2 norm, ||found - truth|| / ||truth||, kept as the two sums of squares, so that the errors of parts
 * add up to that of the whole.
 *
 * @param difference sum of (found - truth)²
 * @param norm sum of truth²
 */
public record RelativeError(double difference, double norm) {
    /** The error of no values. */
    public static final RelativeError NONE = new RelativeError(0, 0);

    /** {@return the error over all values [n]} */
    public static RelativeError of(double[] truth, double[] found) {
        return of(truth, found, IntStream.range(0, truth.length));
    }

    /** {@return the error over some of the values [n], given by their indices in the order of summation} */
    public static RelativeError of(double[] truth, double[] found, IntStream which) {
        if (found.length != truth.length) {
            throw new IllegalArgumentException(found.length + " values compared with " + truth.length);
        }
        double difference = 0;
        double norm = 0;
        for (PrimitiveIterator.OfInt at = which.iterator(); at.hasNext(); ) {
            int i = at.nextInt();
            difference += (found[i] - truth[i]) * (found[i] - truth[i]);
            norm += truth[i] * truth[i];
        }
        return new RelativeError(difference, norm);
    }

    /** {@return the joint error of both} */
    public RelativeError plus(RelativeError other) {
        return new RelativeError(difference + other.difference, norm + other.norm);
    }

    /** {@return the error ||found - truth|| / ||truth||; infinite or NaN if the truth is zero} */
    public double value() {
        return Math.sqrt(difference / norm);
    }
}
