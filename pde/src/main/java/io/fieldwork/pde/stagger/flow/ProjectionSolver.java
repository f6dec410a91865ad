package io.fieldwork.pde.stagger.flow;

import java.util.Arrays;

/**
 * The classical solver of the momentum equation on a staggered grid: transport and friction first, then the pressure that makes the flow
 * free of divergence (Chorin 1968), by {@link PressureMultigrid}; repeated until the velocity that transports is that of the {@link Scheme},
 * so that the {@link Momentum} residual of its steps is zero to its tolerance.
 */
public final class ProjectionSolver {
    private static final double PRESSURE = 1e-3;

    private final StaggeredGrid grid;
    private final Momentum momentum;
    private final double tolerance;
    private final int most;
    private double[][] velocity;
    private double[] pressure;
    private Walls walls;
    private boolean[][] given;
    private PressureMultigrid poisson;

    /**
     * Fluid at rest between walls.
     *
     * @param tolerance largest change of the velocity between two repetitions that ends a step
     * @param most repetitions at most
     */
    public ProjectionSolver(StaggeredGrid grid, Momentum momentum, Walls walls, double tolerance, int most) {
        this.grid = grid;
        this.momentum = momentum;
        this.tolerance = tolerance;
        this.most = most;
        velocity = new double[grid.axes()][grid.cells()];
        pressure = new double[grid.cells()];
        this.walls = walls;
        given = given(grid, walls);
        poisson = poisson(grid, given);
    }

    private static boolean[][] given(StaggeredGrid grid, Walls walls) {
        boolean[][] given = new boolean[grid.axes()][grid.cells()];
        for (int k = 0; k < grid.axes(); k++) {
            for (int i = 0; i < grid.cells(); i++) {
                given[k][i] = walls.given(grid, k, i);
            }
        }
        return given;
    }

    private static PressureMultigrid poisson(StaggeredGrid grid, boolean[][] given) {
        double[][] faces = new double[grid.axes()][grid.cells()];
        for (int k = 0; k < grid.axes(); k++) {
            for (int i = 0; i < grid.cells(); i++) {
                faces[k][i] = given[k][i] ? 0 : 1;
            }
        }
        return new PressureMultigrid(grid, faces);
    }

    /** Goes on with other walls, which may have moved. */
    public void walls(Walls next) {
        boolean same = Arrays.equals(walls.solid(), next.solid());
        walls = next;
        if (!same) {
            given = given(grid, next);
            poisson = poisson(grid, given);
        }
    }

    /** Sets the velocity [axes][cells], which is copied. */
    public void start(double[][] from) {
        velocity = copy(from);
    }

    /** {@return the velocity [axes][cells]; not to be changed} */
    public double[][] velocity() {
        return velocity;
    }

    /** {@return the pressure [cells], known up to a constant; not to be changed} */
    public double[] pressure() {
        return pressure;
    }

    /**
     * One step of the momentum equation; returns the repetitions it took.
     *
     * @throws IllegalStateException if it leaves no numbers, because it is too long
     */
    public int step() {
        double[][] next = copy(velocity);
        for (int round = 1; ; round++) {
            double[][] found = project(predicted(next));
            double change = difference(found, next);
            if (Double.isNaN(change)) {
                throw new IllegalStateException("the step " + momentum.step() + " of the flow is too long");
            }
            next = found;
            if (change <= tolerance || round >= most || momentum.scheme() == Scheme.EXPLICIT) {
                velocity = next;
                return round;
            }
        }
    }

    /** One step in several equal parts, for which this solver's momentum equation has the step of a part. */
    public void steps(int parts) {
        for (int i = 0; i < parts; i++) {
            step();
        }
    }

    private double[][] predicted(double[][] next) {
        double share = momentum.scheme().share();
        double[][] at = new double[grid.axes()][grid.cells()];
        for (int k = 0; k < at.length; k++) {
            for (int i = 0; i < at[k].length; i++) {
                at[k][i] = velocity[k][i] + share * (next[k][i] - velocity[k][i]);
            }
        }
        double h = momentum.spacing();
        double carried = momentum.step() / h;
        double rubbed = momentum.step() * momentum.viscosity() / (momentum.density() * h * h);
        double[][] result = new double[grid.axes()][];
        for (int k = 0; k < at.length; k++) {
            double[] transport = grid.transport(at, k);
            double[] friction = grid.laplacian(at[k]);
            result[k] = new double[grid.cells()];
            for (int i = 0; i < result[k].length; i++) {
                result[k][i] = given[k][i]
                        ? walls.velocity()[k][i]
                        : velocity[k][i] - carried * transport[i] + rubbed * friction[i];
            }
        }
        return result;
    }

    /** Subtracts the gradient of the pressure, which is left in place. */
    private double[][] project(double[][] v) {
        double scale = momentum.density() * momentum.spacing() / momentum.step();
        double[] f = grid.divergence(v);
        for (int i = 0; i < f.length; i++) {
            f[i] *= -scale;
        }
        double goal = PRESSURE
                * tolerance
                * scale
                / Math.max(1e-300, Arrays.stream(f).map(Math::abs).max().orElse(1));
        poisson.solve(f, pressure, Math.min(0.1, goal));
        for (int k = 0; k < v.length; k++) {
            for (int i = 0; i < f.length; i++) {
                if (!given[k][i]) {
                    v[k][i] -= (pressure[i] - pressure[grid.down(k, i)]) / scale;
                }
            }
        }
        return v;
    }

    private static double difference(double[][] a, double[][] b) {
        double most = 0;
        for (int k = 0; k < a.length; k++) {
            for (int i = 0; i < a[k].length; i++) {
                double off = Math.abs(a[k][i] - b[k][i]);
                most = off > most || Double.isNaN(off) ? off : most;
            }
        }
        return most;
    }

    private static double[][] copy(double[][] v) {
        return Arrays.stream(v).map(double[]::clone).toArray(double[][]::new);
    }
}
