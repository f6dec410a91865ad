package io.fieldwork.pde.stagger.flow;

import io.fieldwork.pde.data.GridSize;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pressure equation Σ_k (b_k(i) (p(i) - p(i - k)) + b_k(i + k) (p(i) - p(i + k))) = f(i) on cells, with weights b of faces
 * from 0 to 1: conjugate gradients with one multigrid cycle as preconditioner. Cells without faces have no equation.
 *
 * <p>The cycle halves every axis as long as all are even; coarser weights are means of the finer ones, corrections are
 * constant on coarser cells, and Jacobi steps of weight 0.8 smooth before and after, which keeps the cycle symmetric.
 */
final class PressureMultigrid {
    private static final double WEIGHT = 0.8;
    private static final int SMOOTHING = 2;
    private static final int COARSEST_STEPS = 40;
    private static final int LEAST = 8;
    private static final int MOST = 500;

    private final StaggeredGrid grid;
    private final double[][] faces;
    private final double[] diagonal;
    private final @Nullable PressureMultigrid coarser;
    private final int[] parent;
    private final double[] right;
    private final double[] correction;
    private final double[] work;

    /** The equation with weights of faces [axes][cells]. */
    PressureMultigrid(StaggeredGrid grid, double[][] faces) {
        this.grid = grid;
        this.faces = faces;
        diagonal = new double[grid.cells()];
        for (int k = 0; k < grid.axes(); k++) {
            for (int i = 0; i < diagonal.length; i++) {
                diagonal[i] += faces[k][i] + faces[k][grid.up(k, i)];
            }
        }
        work = new double[grid.cells()];
        boolean halved = grid.size().points().stream().allMatch(n -> n % 2 == 0 && n >= LEAST);
        parent = halved ? parents(grid) : new int[0];
        coarser = halved ? coarser(grid, faces, parent) : null;
        right = new double[coarser == null ? 0 : coarser.diagonal.length];
        correction = right.clone();
    }

    private static GridSize half(GridSize size) {
        return new GridSize(size.points().stream().mapToInt(n -> n / 2).toArray());
    }

    private static int[] parents(StaggeredGrid grid) {
        GridSize half = half(grid.size());
        int[] result = new int[grid.cells()];
        for (int i = 0; i < result.length; i++) {
            for (int k = 0; k < grid.axes(); k++) {
                result[i] = result[i] * half.points(k) + grid.place(k, i) / 2;
            }
        }
        return result;
    }

    /** A coarser face is where two finer ones meet; distances are twice as long, so that weights are a quarter of the means. */
    private static PressureMultigrid coarser(StaggeredGrid grid, double[][] faces, int[] parent) {
        StaggeredGrid coarse = new StaggeredGrid(half(grid.size()));
        double[][] weights = new double[grid.axes()][coarse.cells()];
        double share = 1.0 / (1 << (grid.axes() - 1)) / 4;
        for (int k = 0; k < grid.axes(); k++) {
            for (int i = 0; i < grid.cells(); i++) {
                if (grid.place(k, i) % 2 == 0) {
                    weights[k][parent[i]] += share * faces[k][i];
                }
            }
        }
        return new PressureMultigrid(coarse, weights);
    }

    /** The left-hand side. */
    void apply(double[] p, double[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = diagonal[i] * p[i];
        }
        for (int k = 0; k < grid.axes(); k++) {
            double[] b = faces[k];
            for (int i = 0; i < result.length; i++) {
                int above = grid.up(k, i);
                result[i] -= b[i] * p[grid.down(k, i)] + b[above] * p[above];
            }
        }
    }

    private void smooth(double[] f, double[] p, int steps) {
        for (int step = 0; step < steps; step++) {
            apply(p, work);
            for (int i = 0; i < p.length; i++) {
                if (diagonal[i] > 0) {
                    p[i] += WEIGHT * (f[i] - work[i]) / diagonal[i];
                }
            }
        }
    }

    /** One cycle from zero. */
    private void cycle(double[] f, double[] p) {
        Arrays.fill(p, 0);
        if (coarser == null) {
            smooth(f, p, COARSEST_STEPS);
            return;
        }
        smooth(f, p, SMOOTHING);
        apply(p, work);
        Arrays.fill(right, 0);
        double share = 1.0 / (1 << grid.axes());
        for (int i = 0; i < p.length; i++) {
            right[parent[i]] += share * (f[i] - work[i]);
        }
        coarser.cycle(right, correction);
        for (int i = 0; i < p.length; i++) {
            p[i] += diagonal[i] > 0 ? correction[parent[i]] : 0;
        }
        smooth(f, p, SMOOTHING);
    }

    /**
     * Improves a solution until the residual is below a part of the right-hand side, in the largest norm of both. The sum of the
     * right-hand side over each connected region of cells must be zero.
     *
     * @return iterations
     */
    int solve(double[] f, double[] p, double tolerance) {
        int n = f.length;
        double[] r = new double[n];
        apply(p, r);
        for (int i = 0; i < n; i++) {
            r[i] = diagonal[i] > 0 ? f[i] - r[i] : 0;
        }
        double goal = tolerance * Math.max(largest(f), 1e-300);
        double[] z = new double[n];
        double[] direction = new double[n];
        double[] image = new double[n];
        double before = 0;
        int iteration = 0;
        for (; largest(r) > goal && iteration < MOST; iteration++) {
            cycle(r, z);
            double now = dot(r, z);
            double beta = iteration == 0 ? 0 : now / before;
            for (int i = 0; i < n; i++) {
                direction[i] = z[i] + beta * direction[i];
            }
            apply(direction, image);
            double length = now / dot(direction, image);
            for (int i = 0; i < n; i++) {
                p[i] += length * direction[i];
                r[i] -= length * image[i];
            }
            before = now;
        }
        return iteration;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largest(double[] values) {
        double most = 0;
        for (double value : values) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }
}
