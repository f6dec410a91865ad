package io.fieldwork.pde.grid;

/** Finite differences at arbitrary points, with an error of an even order. */
record FiniteDifferences(int accuracy) implements Differentiation {
    /** Rejects orders without central differences. */
    FiniteDifferences {
        if (accuracy < 2 || accuracy % 2 != 0) {
            throw new IllegalArgumentException("finite differences have an even order, not " + accuracy);
        }
    }

    @Override
    public double[][] matrix(GridAxis axis, int order) {
        int n = axis.size();
        int wide = order + accuracy;
        if (n < wide) {
            throw new IllegalArgumentException(
                    "axis '" + axis.name() + "' has " + n + " points, but differences of order " + accuracy
                            + " for a derivative of order " + order + " need " + wide);
        }
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            int half = (wide - 1) / 2;
            boolean central = axis.isPeriodic() || i >= half && i + half < n;
            int first = central ? i - half : i < half ? 0 : n - wide;
            double[] points = new double[central ? 2 * half + 1 : wide];
            for (int j = 0; j < points.length; j++) {
                points[j] = position(axis, first + j);
            }
            double[] weights = weights(axis.at(i), points, order);
            for (int j = 0; j < points.length; j++) {
                matrix[i][Math.floorMod(first + j, n)] = weights[j];
            }
        }
        return matrix;
    }

    /** Beyond its ends a periodic axis goes on. */
    private static double position(GridAxis axis, int index) {
        int n = axis.size();
        return axis.at(Math.floorMod(index, n)) + Math.floorDiv(index, n) * axis.period();
    }

    /** Fornberg's recursion: weights of the values at the points in the derivative at a place. */
    private static double[] weights(double place, double[] points, int order) {
        int n = points.length;
        double[][] w = new double[order + 1][n];
        w[0][0] = 1;
        double before = 1;
        for (int i = 1; i < n; i++) {
            double product = 1;
            for (int j = 0; j < i; j++) {
                double distance = points[i] - points[j];
                product *= distance;
                for (int k = Math.min(i, order); k >= 0; k--) {
                    double lower = k == 0 ? 0 : k * w[k - 1][j];
                    if (j == i - 1) {
                        w[k][i] = before * (lower - (points[j] - place) * w[k][j]) / product;
                    }
                    w[k][j] = ((points[i] - place) * w[k][j] - lower) / distance;
                }
            }
            before = product;
        }
        return w[order];
    }
}
