package io.fieldwork.fields.bake;

import java.util.Arrays;

/** The nine real spherical harmonics up to degree 2 of a unit direction, the first divided by itself so that it is 1. */
final class Harmonics {
    private static final double ONE = Math.sqrt(3 / (4 * Math.PI));
    private static final double TWO = Math.sqrt(15 / (4 * Math.PI));

    private Harmonics() {}

    /**
     * The first 1, 4 or 9 at a unit direction: 1; sqrt(3 / 4 pi) (-y, z, -x); sqrt(15 / 4 pi) (x y, -y z,
     * (2 z^2 - x^2 - y^2) / sqrt 12, -x z, (x^2 - y^2) / 2).
     */
    static double[] at(double x, double y, double z, int count) {
        double[] all = {
            1,
            -ONE * y,
            ONE * z,
            -ONE * x,
            TWO * x * y,
            -TWO * y * z,
            TWO * (2 * z * z - x * x - y * y) / Math.sqrt(12),
            -TWO * x * z,
            TWO * (x * x - y * y) / 2
        };
        return Arrays.copyOf(all, count);
    }
}
