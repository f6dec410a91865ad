package io.fieldwork.samples.kind.pinn;

import io.fieldwork.samples.report.PixelValues;
import java.util.function.DoubleBinaryOperator;

/**
 * A rectangle of two coordinates, shown as pixels: the first grows to the right, the second upwards.
 *
 * @param left least value of the first
 * @param right greatest value of the first
 * @param bottom least value of the second
 * @param top greatest value of the second
 * @param width pixels
 * @param height pixels
 */
record PixelPlane(double left, double right, double bottom, double top, int width, int height) {
    /**
     * Time to the right and space upwards, whatever their units.
     *
     * @param ends least and greatest time, least and greatest position
     * @param width pixels
     * @return three pixels wide for two high
     */
    static PixelPlane spaceTime(double[] ends, int width) {
        return new PixelPlane(ends[0], ends[1], ends[2], ends[3], width, Math.max(1, width * 2 / 3));
    }

    /**
     * Two coordinates in space at the same scale.
     *
     * @param ends least and greatest value of the first, then of the second
     * @param longest pixels of the longer side
     * @return as wide and high as the region is
     */
    static PixelPlane space(double[] ends, int longest) {
        double ratio = (ends[1] - ends[0]) / (ends[3] - ends[2]);
        int width = (int) Math.max(1, Math.round(longest * Math.min(1, ratio)));
        int height = (int) Math.max(1, Math.round(longest * Math.min(1, 1 / ratio)));
        return new PixelPlane(ends[0], ends[1], ends[2], ends[3], width, height);
    }

    /** The first coordinate at the centre of a column of pixels. */
    double across(int column) {
        return left + (right - left) * (column + 0.5) / width;
    }

    /** The second coordinate at the centre of a row of pixels, counted from the top. */
    double up(int row) {
        return top - (top - bottom) * (row + 0.5) / height;
    }

    /**
     * Evaluates a function at the centre of every pixel.
     *
     * @param value of the first and second coordinate; NaN where there is nothing
     * @return the pixels
     */
    PixelValues sheet(DoubleBinaryOperator value) {
        double[] values = new double[width * height];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                values[row * width + column] = value.applyAsDouble(across(column), up(row));
            }
        }
        return new PixelValues(width, height, values);
    }
}
