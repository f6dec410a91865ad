package io.fieldwork.fields.scene.radiance;

import java.util.Arrays;

/**
 * The normal equations of a linear least-squares problem.
 *
 * @param matrix [n][n]
 * @param right [n]
 */
record NormalEquations(double[][] matrix, double[] right) {
    /** Those of errors [m] whose slopes [n][m] along the unknowns are known. */
    static NormalEquations of(double[][] slopes, double[] error) {
        NormalEquations normal =
                new NormalEquations(new double[slopes.length][slopes.length], new double[slopes.length]);
        for (int k = 0; k < slopes.length; k++) {
            normal.right[k] = -dot(slopes[k], error);
            for (int l = 0; l < slopes.length; l++) {
                normal.matrix[k][l] = dot(slopes[k], slopes[l]);
            }
        }
        return normal;
    }

    /** The sum of products. */
    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Their solution with a diagonal that is raised by a share, by elimination; nothing along what does not matter. */
    double[] step(double damping) {
        int n = right.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = Arrays.copyOf(matrix[i], n + 1);
            a[i][i] += damping * a[i][i] + 1e-12;
            a[i][n] = right[i];
        }
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double factor = a[j][i] / a[i][i];
                for (int k = i; k <= n; k++) {
                    a[j][k] -= factor * a[i][k];
                }
            }
        }
        double[] x = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            x[i] = a[i][n];
            for (int k = i + 1; k < n; k++) {
                x[i] -= a[i][k] * x[k];
            }
            x[i] /= a[i][i];
        }
        return x;
    }
}
