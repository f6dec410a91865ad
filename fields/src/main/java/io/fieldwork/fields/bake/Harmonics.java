package io.fieldwork.fields.bake;

/** The nine real spherical harmonics up to degree 2 of a unit direction, the first divided by itself so that it is 1. */
final class Harmonics {
    private static final double ONE = Math.sqrt(3 / (4 * Math.PI));
    private static final double TWO = Math.sqrt(15 / (4 * Math.PI));

    private Harmonics() {}

    /**
     * Evaluates them.
     *
     * @param d unit direction [3]
     * @param count 1, 4 or 9
     * @return 1; sqrt(3 / 4 pi) (-y, z, -x); sqrt(15 / 4 pi) (x y, -y z, (2 z^2 - x^2 - y^2) / sqrt 12, -x z, (x^2 - y^2) / 2)
     */
    static double[] at(float[] d, int count) {
        double x = d[0];
        double y = d[1];
        double z = d[2];
        double[] values = new double[count];
        values[0] = 1;
        if (count > 1) {
            values[1] = -ONE * y;
            values[2] = ONE * z;
            values[3] = -ONE * x;
        }
        if (count > 4) {
            values[4] = TWO * x * y;
            values[5] = -TWO * y * z;
            values[6] = TWO * (2 * z * z - x * x - y * y) / Math.sqrt(12);
            values[7] = -TWO * x * z;
            values[8] = TWO * (x * x - y * y) / 2;
        }
        return values;
    }
}
