package io.fieldwork.pde.closure.kinetic;

/**
 * Fields of an active fluid at an instant, [points x][points y] with y running fastest; complex ones as pairs of real and
 * imaginary part.
 *
 * @param time of it
 * @param points a side
 * @param concentration c
 * @param second m₂ = (D₁₁ - D₂₂) + 2i D₁₂
 * @param fourth m₄
 * @param strain ε = E₁₁ + i E₁₂ of the strain rate
 * @param velocity u + iv
 */
public record Snapshot(
        double time,
        int points,
        double[] concentration,
        double[] second,
        double[] fourth,
        double[] strain,
        double[] velocity) {

    static Snapshot of(double time, Square square, Values values, Flow flow) {
        int n = square.points();
        double[] c = new double[n * n];
        for (int i = 0; i < c.length; i++) {
            c[i] = values.concentration().re()[i % n][i / n];
        }
        return new Snapshot(
                time,
                n,
                c,
                pairs(values.second(), n),
                pairs(values.fourth(), n),
                pairs(flow.strain(), n),
                pairs(flow.velocity(), n));
    }

    private static double[] pairs(Plane plane, int n) {
        double[] result = new double[2 * n * n];
        for (int i = 0; i < n * n; i++) {
            result[2 * i] = plane.re()[i % n][i / n];
            result[2 * i + 1] = plane.im()[i % n][i / n];
        }
        return result;
    }
}
