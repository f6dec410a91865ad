package io.fieldwork.pde.data.solver;

import io.fieldwork.pde.reference.BandedMatrix;

/**
 * A solver of -Δu - k² u = f in the unit square with given flux ∂u/∂n by bilinear finite elements (Q1) of order two:
 * the square of the wavenumber is the mean of its vertices in every cell, the mass matrix is consistent. The symmetric,
 * indefinite system is eliminated directly within its band, without exchange of rows, and corrected once; a residual
 * that is then not small indicates a resonance.
 *
 * <p>Not for several threads at once.
 */
public final class HelmholtzSolver {
    /** Norm of the residual against that of the right-hand side. */
    private static final double TOLERANCE = 1e-10;
    /** Six times the stiffness of a square cell and 36 times its mass per area, by the vertices' relative position. */
    private static final int[] STIFFNESS = {4, -1, -2};

    private static final int[] MASS = {4, 2, 1};

    private final int cells;
    private final int size;
    private final double h;

    /** A solver on a grid of at least 2 cells along each side. */
    public HelmholtzSolver(int cells) {
        this.cells = cells;
        size = cells + 1;
        h = 1.0 / cells;
    }

    /**
     * {@return the solution u [size, size]}
     *
     * @param squared k² [size, size] at the vertices, rows of equal y
     * @param load right-hand side [size, size], tested with the elements
     * @throws ArithmeticException if the residual stays above the tolerance
     */
    public double[] solve(double[] squared, double[] load) {
        BandedMatrix matrix = new BandedMatrix(size * size, size + 1);
        forPairs(squared, matrix::add);
        matrix.eliminate();
        double[] u = load.clone();
        matrix.solve(u);
        double[] correction = residual(squared, load, u);
        matrix.solve(correction);
        for (int i = 0; i < u.length; i++) {
            u[i] += correction[i];
        }
        double left = norm(residual(squared, load, u));
        if (!(left <= TOLERANCE * norm(load))) {
            throw new ArithmeticException("the Helmholtz equation is close to a resonance");
        }
        return u;
    }

    private double[] residual(double[] squared, double[] load, double[] u) {
        double[] residual = load.clone();
        forPairs(squared, (row, column, value) -> residual[row] -= value * u[column]);
        return residual;
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /** A receiver of matrix entries, which add up. */
    private interface Entry {
        void add(int row, int column, double value);
    }

    private void forPairs(double[] squared, Entry entry) {
        for (int y = 0; y < cells; y++) {
            for (int x = 0; x < cells; x++) {
                int corner = y * size + x;
                int[] vertices = {corner, corner + 1, corner + size + 1, corner + size};
                double mean = 0;
                for (int vertex : vertices) {
                    mean += 0.25 * squared[vertex];
                }
                for (int i = 0; i < 4; i++) {
                    for (int j = 0; j < 4; j++) {
                        int apart = Math.min(Math.abs(i - j), 4 - Math.abs(i - j));
                        entry.add(vertices[i], vertices[j], STIFFNESS[apart] / 6.0 - mean * h * h * MASS[apart] / 36.0);
                    }
                }
            }
        }
    }

    /** The load of ∂u/∂n = 1 on a part of the top edge y = 1, and 0 elsewhere. */
    public double[] top(double from, double to) {
        double[] load = new double[size * size];
        for (int cell = 0; cell < cells; cell++) {
            double start = Math.clamp(from / h - cell, 0, 1);
            double end = Math.clamp(to / h - cell, 0, 1);
            double moment = 0.5 * (end * end - start * start);
            load[cells * size + cell] += h * (end - start - moment);
            load[cells * size + cell + 1] += h * moment;
        }
        return load;
    }
}
