package io.fieldwork.pde.data.solver;

/**
 * The five-point equations of -∇·(a ∇u) = f on the vertices of a square grid with u = 0 on its edge, times the squared distance of the vertices:
 * Σ a_face (u_here - u_there) = h² f, where a_face is the mean of a at the two ends. All fields are [size, size] with their edge.
 */
final class DiffusionGrid {
    private final int size;
    private final double[] right;
    private final double[] down;
    private final double[] inverse;

    /** The equations on at least 3 vertices along each side. */
    DiffusionGrid(int size) {
        this.size = size;
        right = new double[size * size];
        down = new double[size * size];
        inverse = new double[size * size];
    }

    /** Sets the coefficient, given at the vertices. */
    void coefficient(double[] a) {
        for (int i = 0; i < a.length - size; i++) {
            right[i] = 0.5 * (a[i] + a[i + 1]);
            down[i] = 0.5 * (a[i] + a[i + size]);
        }
        for (int row = 1; row < size - 1; row++) {
            for (int i = row * size + 1; i < (row + 1) * size - 1; i++) {
                inverse[i] = 1 / (right[i] + right[i - 1] + down[i] + down[i - size]);
            }
        }
    }

    /** The left-hand side. */
    void apply(double[] u, double[] result) {
        for (int row = 1; row < size - 1; row++) {
            for (int i = row * size + 1; i < (row + 1) * size - 1; i++) {
                result[i] = u[i] / inverse[i] - neighbours(u, i);
            }
        }
    }

    /** The residual b - A u. */
    void residual(double[] b, double[] u, double[] result) {
        for (int row = 1; row < size - 1; row++) {
            for (int i = row * size + 1; i < (row + 1) * size - 1; i++) {
                result[i] = b[i] - (u[i] / inverse[i] - neighbours(u, i));
            }
        }
    }

    /** One Gauss-Seidel step over the vertices of one colour (red-black ordering). */
    void relax(double[] b, double[] u, int colour) {
        for (int row = 1; row < size - 1; row++) {
            for (int i = row * size + 1 + (row + colour) % 2; i < (row + 1) * size - 1; i += 2) {
                u[i] = (b[i] + neighbours(u, i)) * inverse[i];
            }
        }
    }

    private double neighbours(double[] u, int i) {
        return right[i] * u[i + 1] + right[i - 1] * u[i - 1] + down[i] * u[i + size] + down[i - size] * u[i - size];
    }
}
