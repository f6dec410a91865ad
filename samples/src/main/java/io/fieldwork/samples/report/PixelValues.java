package io.fieldwork.samples.report;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * Numbers over a rectangle, one a pixel.
 *
 * @param width pixels
 * @param height pixels
 * @param values [height * width], rows from top to bottom; NaN where there is nothing
 */
public record PixelValues(int width, int height, double[] values) {
    /** Rejects sizes that do not fit the values. */
    public PixelValues {
        if (width < 1 || height < 1 || values.length != width * height) {
            throw new IllegalArgumentException(width + " x " + height + " pixels, but " + values.length + " values");
        }
    }

    /**
     * Another number from those of two sheets.
     *
     * @param other of the same size
     * @param operator of this value and the other
     * @return a sheet
     */
    PixelValues with(PixelValues other, DoubleBinaryOperator operator) {
        if (other.width != width || other.height != height) {
            throw new IllegalArgumentException("sheets of different sizes");
        }
        double[] combined = IntStream.range(0, values.length)
                .mapToDouble(i -> operator.applyAsDouble(values[i], other.values[i]))
                .toArray();
        return new PixelValues(width, height, combined);
    }

    /** The least value that is finite, or 0. */
    double least() {
        return Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    }

    /** The greatest value that is finite, or 0. */
    double most() {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    }
}
