package io.fieldwork.pde.data.solver;

import java.util.Arrays;

/**
 * A geometric V-cycle for {@link DiffusionGrid}: one red-black relaxation on the way down and its mirror image on the way up, so that the cycle is a
 * symmetric positive preconditioner. Every grid has half as many intervals as the next finer one, rounded up, so any size will do; where
 * they do not nest, interpolation takes care of it. The coefficient of a coarser grid is a weighted mean of that of the finer one.
 */
final class Multigrid {
    private static final int COARSEST = 5;
    private static final int COARSEST_STEPS = 8;

    private final DiffusionGrid[] grids;
    private final Prolongation[] prolongations;
    private final double[][] coefficients;
    private final double[][] means;
    private final double[][] b;
    private final double[][] u;
    private final double[][] residual;

    /**
     * A cycle on a hierarchy of grids.
     *
     * @param size vertices along each side of the finest grid, at least 3
     */
    Multigrid(int size) {
        int levels = 1;
        for (int n = size; n > COARSEST; n = coarser(n)) {
            levels++;
        }
        grids = new DiffusionGrid[levels];
        prolongations = new Prolongation[levels];
        coefficients = new double[levels][];
        means = new double[levels][];
        b = new double[levels][];
        u = new double[levels][];
        residual = new double[levels][];
        for (int level = 0, n = size; level < levels; level++, n = coarser(n)) {
            grids[level] = new DiffusionGrid(n);
            coefficients[level] = grids[level].zeros();
            b[level] = grids[level].zeros();
            u[level] = grids[level].zeros();
            residual[level] = grids[level].zeros();
            if (level > 0) {
                prolongations[level] = new Prolongation(n, grids[level - 1].size);
                double[] ones = grids[level - 1].zeros();
                Arrays.fill(ones, 1);
                means[level] = grids[level].zeros();
                prolongations[level].restrict(ones, means[level]);
            }
        }
    }

    private static int coarser(int size) {
        return size / 2 + 1;
    }

    /** Sets the coefficient at the vertices of the finest grid; returns that grid. */
    DiffusionGrid coefficient(double[] a) {
        coefficients[0] = a;
        grids[0].coefficient(a);
        for (int level = 1; level < grids.length; level++) {
            double[] coarse = coefficients[level];
            prolongations[level].restrict(coefficients[level - 1], coarse);
            for (int i = 0; i < coarse.length; i++) {
                coarse[i] /= means[level][i];
            }
            grids[level].coefficient(coarse);
        }
        return grids[0];
    }

    /** One cycle from zero: u becomes an approximation to the solution for b. */
    void cycle(double[] right, double[] solution) {
        Arrays.fill(solution, 0);
        cycle(0, right, solution);
    }

    private void cycle(int level, double[] right, double[] solution) {
        DiffusionGrid grid = grids[level];
        boolean coarsest = level == grids.length - 1;
        for (int step = 0; step < (coarsest ? COARSEST_STEPS : 1); step++) {
            grid.relax(right, solution, 0);
            grid.relax(right, solution, 1);
        }
        if (!coarsest) {
            grid.residual(right, solution, residual[level]);
            prolongations[level + 1].restrict(residual[level], b[level + 1]);
            Arrays.fill(u[level + 1], 0);
            cycle(level + 1, b[level + 1], u[level + 1]);
            prolongations[level + 1].add(u[level + 1], solution);
        }
        for (int step = 0; step < (coarsest ? COARSEST_STEPS : 1); step++) {
            grid.relax(right, solution, 1);
            grid.relax(right, solution, 0);
        }
    }
}
