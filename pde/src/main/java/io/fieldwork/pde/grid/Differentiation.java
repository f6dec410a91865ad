package io.fieldwork.pde.grid;

import java.util.List;

/**
 * A method that gives differentiation matrices D for the points of an axis: f^(m) = D f for the values f of a function
 * there (Trefethen, "Spectral methods in MATLAB", 2000).
 */
@FunctionalInterface
public interface Differentiation {
    /**
     * {@return the matrix [n][n] for the values on an axis}
     *
     * @param axis of the values
     * @param order m, at least 1
     */
    double[][] matrix(GridAxis axis, int order);

    /** {@return the derivatives of the trigonometric polynomial through the values, for periodic, uniform axes} */
    static Differentiation spectral() {
        return (axis, order) -> {
            if (!axis.isPeriodic()) {
                throw new IllegalArgumentException("axis '" + axis.name() + "' is not periodic");
            }
            int n = axis.size();
            double[] delta = new double[n];
            delta[0] = 1;
            FourierSeries cardinal = FourierSeries.through(List.of(axis), delta);
            double[][] matrix = new double[n][n];
            for (int distance = 0; distance < n; distance++) {
                double weight = cardinal.derivative(new int[] {order}, axis.at(distance));
                for (int i = 0; i < n; i++) {
                    matrix[i][Math.floorMod(i - distance, n)] = weight;
                }
            }
            return matrix;
        };
    }

    /**
     * {@return finite differences: the derivatives of the polynomial through the nearest values, central inside and on
     * periodic axes, one-sided at ends, with the weights of Fornberg ("Generation of finite difference formulas on
     * arbitrarily spaced grids", Math. Comput. 51, 1988), for axes with at least as many points as accuracy and
     * derivative together}
     *
     * @param accuracy order of the error in the distance of the points, an even number
     */
    static Differentiation differences(int accuracy) {
        return new FiniteDifferences(accuracy);
    }
}
