package io.fieldwork.samples.kind.closure;

import io.fieldwork.pde.closure.data.Recording;
import io.fieldwork.pde.closure.learned.ClosureEvaluation;
import io.fieldwork.pde.closure.learned.CoarseFrame;
import io.fieldwork.pde.closure.learned.Followed;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.figure.Range;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.ReportFigure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Pictures of test runs: order in space by the kinetic equation and by closures, errors, statistics and spectra over time. */
record ClosurePictures(ClosureEvaluation evaluation) {
    private static final int OWN = 0;
    private static final int KINETIC = 1;
    private static final int BINGHAM = 3;
    private static final int STILL = 4;

    /** All pictures of a test run. */
    List<Exhibit> of(Recording run) {
        String name = name(run);
        int frames = evaluation.frames(run);
        Followed shortly = evaluation.follow(run, true, frames);
        Followed fixed = evaluation.follow(run, false, frames);
        Followed own = evaluation.follow(run, true, run.frames());
        Followed bingham = evaluation.follow(run, false, run.frames());
        List<Exhibit> all = new ArrayList<>();
        all.add(maps(run, name, shortly, fixed));
        all.add(errors(name, own, bingham));
        if (run.hasFourth()) {
            all.add(alone(run, name));
        }
        all.add(statistics(name, own, bingham));
        all.add(spectra(name, own, bingham));
        return all;
    }

    private static String name(Recording run) {
        return String.format(Locale.ROOT, "alpha%g_zeta%g_%s", run.fluid().alpha(), run.fluid().zeta(), run.file().getFileName())
                .replaceAll("0+_", "_")
                .replaceAll("[.]_", "_")
                .replaceAll("[.]npz$", "");
    }

    private ReportFigure maps(Recording run, String name, Followed own, Followed bingham) {
        double time = own.times().length == 0 ? 0 : own.times()[own.times().length - 1];
        double[] truth = CoarseFrame.of(run.frame(run.frameAt(time))).orders();
        double[] found = own.last().orders();
        double[] fixed = bingham.last().orders();
        ColorScale order = ColorScale.of(Axis.of(""), 0, 1);
        double[] ours = difference(found, truth);
        double[] theirs = difference(fixed, truth);
        double[] both = Arrays.copyOf(ours, ours.length + theirs.length);
        System.arraycopy(theirs, 0, both, ours.length, theirs.length);
        ColorScale errors = ColorScale.signed(Axis.of(""), both);
        Figure figure = Figure.of(
                "",
                map(run, "order |m2|/c, kinetic", truth, order),
                map(run, "closure", found, order),
                map(run, "closure - kinetic", ours, errors),
                map(run, "Bingham - kinetic", theirs, errors));
        String caption = String.format(Locale.ROOT, "Order at time %.3g, %.3g after the start", time, time - start(run));
        return ReportFigure.maps("order_" + name, figure, caption);
    }

    private double start(Recording run) {
        double[] times = evaluation.alone(run, false).times();
        return times.length == 0 ? 0 : times[0];
    }

    private static double[] difference(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }

    private static Panel map(Recording run, String title, double[] values, ColorScale scale) {
        int n = run.points();
        Range side = new Range(0, run.length());
        Cells cells = Cells.even(side, side, n, n, scale, (i, j) -> values[i * n + j]);
        return Panel.of(title, Axis.of("x"), Axis.of("y"), cells).equalScales();
    }

    private static ReportFigure errors(String name, Followed own, Followed bingham) {
        Panel panel = Panel.of(
                "relative L2 error of m2 over time",
                Axis.of("time"),
                Axis.logarithmic(""),
                Curve.of("closure", OWN, own.times(), own.errors()),
                Curve.of("Bingham", BINGHAM, bingham.times(), bingham.errors()),
                Curve.of("persistence", STILL, bingham.times(), bingham.still()).dashed());
        return ReportFigure.curves("trajectory_" + name, Figure.of(panel), "How far the coarse equations are from the kinetic run");
    }

    private ReportFigure alone(Recording run, String name) {
        ClosureEvaluation.FrameErrors own = evaluation.alone(run, true);
        ClosureEvaluation.FrameErrors bingham = evaluation.alone(run, false);
        Panel stress = Panel.of(
                "relative L2 error of S:T",
                Axis.of("time"),
                Axis.logarithmic(""),
                Curve.of("closure", OWN, own.times(), own.stress()),
                Curve.of("Bingham", BINGHAM, bingham.times(), bingham.stress()));
        Panel force = Panel.of(
                "relative L2 error of m4 times conj(tau)",
                Axis.of("time"),
                Axis.logarithmic(""),
                Curve.of("closure", OWN, own.times(), own.coupling()),
                Curve.of("Bingham", BINGHAM, bingham.times(), bingham.coupling()));
        return ReportFigure.curves("closure_" + name, Figure.of("", stress, force), "What closures say of the frames of the kinetic run");
    }

    private static ReportFigure statistics(String name, Followed own, Followed bingham) {
        Panel order = Panel.of(
                "mean order",
                Axis.of("time"),
                Axis.of(""),
                Curve.of("kinetic", KINETIC, bingham.times(), bingham.order(false)).broad(),
                Curve.of("closure", OWN, own.times(), own.order(true)),
                Curve.of("Bingham", BINGHAM, bingham.times(), bingham.order(true)));
        Panel speed = Panel.of(
                "root-mean-square speed",
                Axis.of("time"),
                Axis.of(""),
                Curve.of("kinetic", KINETIC, bingham.times(), bingham.speed(false)).broad(),
                Curve.of("closure", OWN, own.times(), own.speed(true)),
                Curve.of("Bingham", BINGHAM, bingham.times(), bingham.speed(true)));
        return ReportFigure.curves("statistics_" + name, Figure.of("", order, speed), "Order and speed over time");
    }

    private static ReportFigure spectra(String name, Followed own, Followed bingham) {
        double[] k = IntStream.rangeClosed(1, kept(bingham.energy(false)).length).asDoubleStream().toArray();
        Panel panel = Panel.of(
                "kinetic energy of a mode over the number of waves in the box",
                Axis.of("waves in the box"),
                Axis.logarithmic(""),
                Curve.of("kinetic", KINETIC, k, kept(bingham.energy(false))).broad(),
                Curve.of("closure", OWN, k, kept(own.energy(true))),
                Curve.of("Bingham", BINGHAM, k, kept(bingham.energy(true))));
        return ReportFigure.curves("spectrum_" + name, Figure.of(panel), "Mean over the run");
    }

    /** Without the mean, and without what the two-thirds rule leaves out. */
    private static double[] kept(double[] energy) {
        return energy.length == 0 ? energy : Arrays.copyOfRange(energy, 1, 2 * energy.length / 3);
    }
}
