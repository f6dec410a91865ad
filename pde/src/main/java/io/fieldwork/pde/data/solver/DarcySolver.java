package io.fieldwork.pde.data.solver;

import java.util.Arrays;

/**
 * A solver of -∇·(a ∇u) = f in the unit square, u = 0 on its edge, by the five-point scheme of order two of
 * {@link DiffusionGrid}: conjugate gradients preconditioned by a V-cycle of {@link Multigrid}.
 *
 * <p>Not for several threads at once.
 */
public final class DarcySolver {
    /** Norm of the residual against that of the right-hand side. */
    private static final double TOLERANCE = 1e-10;

    private static final int MOST_STEPS = 500;

    private final int size;
    private final Multigrid multigrid;
    private final double[] r;
    private final double[] z;
    private final double[] p;
    private final double[] q;

    /** A solver on a grid of at least 3 vertices along each side, edge included. */
    public DarcySolver(int size) {
        this.size = size;
        multigrid = new Multigrid(size);
        r = new double[size * size];
        z = new double[size * size];
        p = new double[size * size];
        q = new double[size * size];
    }

    /**
     * {@return the steps it took to solve the system}
     *
     * @param a positive coefficient [size, size] at the vertices
     * @param f right-hand side [size, size] at the vertices
     * @param u takes the solution [size, size]
     * @throws ArithmeticException if it does not converge
     */
    public int solve(double[] a, double[] f, double[] u) {
        DiffusionGrid grid = multigrid.coefficient(a);
        double h = 1.0 / (size - 1);
        Arrays.fill(u, 0);
        for (int i = 0; i < r.length; i++) {
            int x = i % size;
            int y = i / size;
            boolean edge = x == 0 || y == 0 || x == size - 1 || y == size - 1;
            r[i] = edge ? 0 : h * h * f[i];
        }
        double goal = TOLERANCE * Math.sqrt(dot(r, r));
        double before = 0;
        for (int step = 0; step < MOST_STEPS; step++) {
            if (Math.sqrt(dot(r, r)) <= goal) {
                return step;
            }
            multigrid.cycle(r, z);
            double now = dot(r, z);
            combine(z, step == 0 ? 0 : now / before, p);
            before = now;
            grid.apply(p, q);
            double along = now / dot(p, q);
            add(along, p, u);
            add(-along, q, r);
        }
        throw new ArithmeticException("conjugate gradients took more than " + MOST_STEPS + " steps");
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static void add(double factor, double[] x, double[] to) {
        for (int i = 0; i < x.length; i++) {
            to[i] += factor * x[i];
        }
    }

    /** to = x + factor to. */
    private static void combine(double[] x, double factor, double[] to) {
        for (int i = 0; i < x.length; i++) {
            to[i] = x[i] + factor * to[i];
        }
    }
}
