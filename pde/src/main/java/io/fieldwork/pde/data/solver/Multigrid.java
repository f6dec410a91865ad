package io.fieldwork.pde.data.solver;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A geometric V-cycle for {@link DiffusionGrid}: one red-black relaxation on the way down and its mirror image on the way up, so that the cycle is a
 * symmetric positive preconditioner. Every grid has half as many intervals as the next finer one, rounded up, so any size will do; where
 * they do not nest, interpolation takes care of it. The coefficient of a coarser grid is a weighted mean of that of the finer one.
 */
final class Multigrid {
    private static final int COARSEST = 5;
    private static final int COARSEST_STEPS = 8;

    private final DiffusionGrid grid;
    private final double[] residual;
    private final @Nullable Coarser coarser;

    /** The cycle on the next coarser grid, with the fields there. */
    private record Coarser(
            Multigrid cycle,
            Prolongation prolongation,
            double[] mean,
            double[] coefficient,
            double[] right,
            double[] solution) {
        static Coarser than(int fine) {
            int size = fine / 2 + 1;
            int vertices = size * size;
            Prolongation prolongation = new Prolongation(size, fine);
            double[] ones = new double[fine * fine];
            Arrays.fill(ones, 1);
            double[] mean = new double[vertices];
            prolongation.restrict(ones, mean);
            return new Coarser(
                    new Multigrid(size),
                    prolongation,
                    mean,
                    new double[vertices],
                    new double[vertices],
                    new double[vertices]);
        }
    }

    /** A cycle on a hierarchy of grids, of which this one, the finest, has at least 3 vertices along each side. */
    Multigrid(int size) {
        grid = new DiffusionGrid(size);
        residual = new double[size * size];
        coarser = size > COARSEST ? Coarser.than(size) : null;
    }

    /** Sets the coefficient at the vertices of this grid; returns the grid. */
    DiffusionGrid coefficient(double[] a) {
        grid.coefficient(a);
        if (coarser != null) {
            double[] coarse = coarser.coefficient;
            coarser.prolongation.restrict(a, coarse);
            Arrays.setAll(coarse, i -> coarse[i] / coarser.mean[i]);
            coarser.cycle.coefficient(coarse);
        }
        return grid;
    }

    /** One cycle from zero: the solution becomes an approximation to that for the right-hand side. */
    void cycle(double[] right, double[] solution) {
        Arrays.fill(solution, 0);
        int steps = coarser == null ? COARSEST_STEPS : 1;
        for (int step = 0; step < steps; step++) {
            grid.relax(right, solution, 0);
            grid.relax(right, solution, 1);
        }
        if (coarser != null) {
            grid.residual(right, solution, residual);
            coarser.prolongation.restrict(residual, coarser.right);
            coarser.cycle.cycle(coarser.right, coarser.solution);
            coarser.prolongation.add(coarser.solution, solution);
        }
        for (int step = 0; step < steps; step++) {
            grid.relax(right, solution, 1);
            grid.relax(right, solution, 0);
        }
    }
}
