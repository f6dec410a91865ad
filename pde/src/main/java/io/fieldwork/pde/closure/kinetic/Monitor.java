package io.fieldwork.pde.closure.kinetic;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.closure.ActiveFluid;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Looks at every state before it is advanced: how long a step may be, and whether what it stands for is still a density.
 * Sums go over rows first, then over the rows in order, so they do not depend on the number of threads.
 */
final class Monitor {
    /** The explicit turning of the highest moment is stable below (from a scan of eigenvalues). */
    private static final double TURNING = 0.65;

    private static final double COURANT = 0.5;
    private static final double ROUNDING = 1e-9;
    private static final double IMBALANCE = 0.02;
    /** Below this share of isotropy the ringing of a series decides what is lost where ψ is almost zero. */
    private static final double CLEAR = 1e-3;
    /** How far below zero a series may ring whose last term has size 1. */
    private static final double RINGING = 5;

    private final ActiveFluid fluid;
    private final Square square;
    private final Hierarchy hierarchy;
    private final SolverOptions options;
    private double limit;

    Monitor(ActiveFluid fluid, Square square, Hierarchy hierarchy, SolverOptions options) {
        this.fluid = fluid;
        this.square = square;
        this.hierarchy = hierarchy;
        this.options = options;
    }

    /** Sums and extremes of a row, then of the plane. */
    private static final class Extremes {
        private double least = Double.POSITIVE_INFINITY;
        private double order;
        private double alignment;
        private double excess = Double.NEGATIVE_INFINITY;
        private double tail;
        private double strain;
        private double speed;
        private double fastest;

        private void add(Extremes row) {
            least = Math.min(least, row.least);
            order += row.order;
            alignment = Math.max(alignment, row.alignment);
            excess = Math.max(excess, row.excess);
            tail = Math.max(tail, row.tail);
            strain = Math.max(strain, row.strain);
            speed += row.speed;
            fastest = Math.max(fastest, row.fastest);
        }
    }

    /** {@return the longest stable step of the state last looked at} */
    double limit() {
        return limit;
    }

    /** {@return what a state is like; of a step that is not known yet} */
    StepReport look(double time, Values values, StokesFlow stokes, Flow flow) {
        Extremes all = new Extremes();
        IntStream.range(0, square.points())
                .parallel()
                .mapToObj(y -> row(y, values, flow))
                .forEachOrdered(all::add);
        double turning = fluid.zeta() * Math.sqrt(all.alignment) + Math.sqrt(all.strain);
        double fastest = Math.sqrt(all.fastest) + fluid.speed();
        limit = Math.min(TURNING / (hierarchy.highest() * turning), COURANT / (square.highestWave() * fastest));
        double points = (double) square.points() * square.points();
        StepReport report = new StepReport(
                time,
                0,
                stokes.iterations(),
                stokes.energy(),
                all.order / points,
                Math.sqrt(all.alignment),
                all.excess,
                Math.sqrt(all.tail),
                Math.sqrt(all.speed / points));
        check(report, all.least);
        return report;
    }

    private Extremes row(int y, Values values, Flow flow) {
        Extremes row = new Extremes();
        density(row, values, y);
        motion(row, flow, y);
        if (hierarchy.closure() == null) {
            double[] c = values.concentration().re()[y];
            double[] re = values.moment(hierarchy.highest()).re()[y];
            double[] im = values.moment(hierarchy.highest()).im()[y];
            for (int x = 0; x < c.length; x++) {
                row.tail = Math.max(row.tail, (re[x] * re[x] + im[x] * im[x]) / (c[x] * c[x]));
            }
        }
        return row;
    }

    private static void density(Extremes row, Values values, int y) {
        double[] c = values.concentration().re()[y];
        double[] re = values.second().re()[y];
        double[] im = values.second().im()[y];
        double[] re4 = values.fourth().re()[y];
        double[] im4 = values.fourth().im()[y];
        for (int x = 0; x < c.length; x++) {
            double inverse = 1 / c[x];
            double a = re[x] * inverse;
            double b = im[x] * inverse;
            double s = a * a + b * b;
            double p = re4[x] * inverse - a * a + b * b;
            double q = im4[x] * inverse - 2 * a * b;
            row.least = Math.min(row.least, c[x]);
            row.order += Math.sqrt(s);
            row.alignment = Math.max(row.alignment, s);
            row.excess = Math.max(row.excess, Math.sqrt(p * p + q * q) - 1 + s);
        }
    }

    private static void motion(Extremes row, Flow flow, int y) {
        double[] er = flow.strain().re()[y];
        double[] ei = flow.strain().im()[y];
        double[] u = flow.velocity().re()[y];
        double[] v = flow.velocity().im()[y];
        for (int x = 0; x < u.length; x++) {
            double speed = u[x] * u[x] + v[x] * v[x];
            row.strain = Math.max(row.strain, er[x] * er[x] + ei[x] * ei[x]);
            row.speed += speed;
            row.fastest = Math.max(row.fastest, speed);
        }
    }

    private void check(StepReport report, double least) {
        double time = report.time();
        require(least > 0, time, "the least concentration", least, "a positive number");
        require(report.alignment() <= 1 + ROUNDING, time, "the largest |m2|/c", report.alignment(), "at most 1");
        double energy = Math.max(1e-7, 100 * options.tolerance());
        require(report.energy() <= energy, time, "the energy's imbalance", report.energy(), "at most " + energy);
        if (hierarchy.closure() == null) {
            double tail = options.tail();
            require(report.tail() <= tail, time, "the last moment over c", report.tail(), "at most " + tail);
            double excess = RINGING * tail;
            require(
                    report.excess() <= excess,
                    time,
                    "m4's excess over densities",
                    report.excess(),
                    "at most " + excess);
        }
    }

    /** Checks an audit: positivity, and the balance of entropy over a step where it is exact and no density is almost zero. */
    void audit(double time, Entropy before, Entropy after, double step) {
        double least = -RINGING * options.tail();
        require(!(after.least() < least), time, "the least density", after.least(), "at least " + least);
        if (before.least() < CLEAR || after.least() < CLEAR) {
            return;
        }
        double imbalance = before.imbalance(after, step);
        require(imbalance <= IMBALANCE, time, "the entropy's imbalance", imbalance, "at most " + IMBALANCE);
    }

    private void require(boolean holds, double time, String what, double value, String expected) {
        if (!holds) {
            throw new UserError(String.format(
                    Locale.ROOT,
                    "The active fluid is no longer resolved at time %.4g: %s is %.4g; expected %s, so take more points"
                            + "%s, a shorter step or a smaller zeta.",
                    time,
                    what,
                    value,
                    expected,
                    hierarchy.closure() == null ? ", more modes" : ""));
        }
    }
}
