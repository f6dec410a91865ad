package io.fieldwork.fields.bake;

/**
 * Weighted least squares at each point of a lattice: coefficients c that minimise the sum over the samples near the
 * point of w |colour - sum over k of c_k Y_k(direction)|^2, with a small ridge penalty on all but the first.
 */
final class ColorFit {
    /** Ridge penalty of a coefficient, as a share of the weight. */
    private static final double RIDGE = 0.002;

    final int coefficients;
    private final Lattice lattice;
    /** For each point the lower triangle of the sum of w Y Y^T and then, for each component, the sum of w Y colour. */
    private final LatticeValues sums;

    ColorFit(Lattice lattice, int coefficients) {
        this.lattice = lattice;
        this.coefficients = coefficients;
        this.sums = new LatticeValues(lattice, coefficients * (coefficients + 1) / 2 + 3 * coefficients);
    }

    /**
     * Adds one sample's colour to the eight points around it, mostly to the nearest: interpolation must not blur what the
     * fit has blurred. Its world coordinates and its colour begin at the same index; the harmonics are those of its direction,
     * the weight is that of the sample in its ray.
     */
    void add(float[] positions, int at, double[] harmonics, float[] colors, float weight) {
        int[] cell = new int[3];
        float[] part = new float[3];
        for (int k = 0; k < 3; k++) {
            float place = (positions[at + k] - lattice.low()[k]) / lattice.cell();
            cell[k] = Math.clamp((int) place, 0, lattice.points(k) - 2);
            part[k] = Math.clamp(place - cell[k], 0, 1);
        }
        for (int corner = 0; corner < 8; corner++) {
            float share = weight;
            for (int k = 0; k < 3; k++) {
                float near = (corner >> k & 1) == 1 ? part[k] : 1 - part[k];
                share *= (near * near) * (near * near);
            }
            int[] point = {cell[0] + (corner & 1), cell[1] + (corner >> 1 & 1), cell[2] + (corner >> 2)};
            addTo(sums.open(point), sums.offset(point), harmonics, colors, at, share);
        }
    }

    private static void addTo(float[] sums, int begin, double[] harmonics, float[] colors, int at, float weight) {
        int i = begin;
        for (int k = 0; k < harmonics.length; k++) {
            for (int j = 0; j <= k; j++) {
                sums[i++] += (float) (weight * harmonics[k] * harmonics[j]);
            }
        }
        for (int c = 0; c < 3; c++) {
            for (double harmonic : harmonics) {
                sums[i++] += (float) (weight * harmonic * colors[at + c]);
            }
        }
    }

    /** Total weight of the samples near a point. */
    float weight(int[] point) {
        return sums.first(point);
    }

    /** Writes the coefficients of a point [coefficients, 3]; false if there were no samples near it. */
    boolean solve(int[] point, double[] into, int at) {
        float[] block = sums.block(point);
        int begin = sums.offset(point);
        if (block == null || !(block[begin] > 0)) {
            return false;
        }
        int n = coefficients;
        double[][] lower = new double[n][n];
        int i = begin;
        for (int k = 0; k < n; k++) {
            for (int j = 0; j <= k; j++) {
                lower[k][j] = block[i++] + (j == k && k > 0 ? RIDGE * block[begin] : 0);
            }
        }
        factorise(lower);
        double[] column = new double[n];
        for (int c = 0; c < 3; c++) {
            for (int k = 0; k < n; k++) {
                column[k] = block[i++];
            }
            substitute(lower, column);
            for (int k = 0; k < n; k++) {
                into[at + 3 * k + c] = column[k];
            }
        }
        return true;
    }

    /** Replaces the lower triangle of a positive definite matrix by its Cholesky factor. */
    private static void factorise(double[][] a) {
        for (int k = 0; k < a.length; k++) {
            for (int j = 0; j <= k; j++) {
                double sum = a[k][j];
                for (int m = 0; m < j; m++) {
                    sum -= a[k][m] * a[j][m];
                }
                a[k][j] = j == k ? Math.sqrt(Math.max(sum, 1e-30)) : sum / a[j][j];
            }
        }
    }

    private static void substitute(double[][] l, double[] b) {
        for (int k = 0; k < b.length; k++) {
            for (int m = 0; m < k; m++) {
                b[k] -= l[k][m] * b[m];
            }
            b[k] /= l[k][k];
        }
        for (int k = b.length - 1; k >= 0; k--) {
            for (int m = k + 1; m < b.length; m++) {
                b[k] -= l[m][k] * b[m];
            }
            b[k] /= l[k][k];
        }
    }
}
