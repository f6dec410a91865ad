package io.fieldwork.samples.kind.closure;

import io.fieldwork.pde.closure.data.Recording;
import io.fieldwork.pde.closure.learned.ClosureEvaluation;
import io.fieldwork.pde.closure.learned.CoarseFrame;
import io.fieldwork.pde.closure.learned.Followed;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.ReportFigure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pictures of a test run: order in space by the kinetic equation and by closures, errors, statistics and spectra over time.
 *
 * @param measured the run
 * @param name of it in the names of files
 */
record ClosurePictures(ClosureEvaluation.Measured measured, String name) {
    private static final int OWN = 0;
    private static final int KINETIC = 1;
    private static final int BINGHAM = 3;
    private static final int STILL = 4;

    /** All pictures of times that are recorded, of closures as far as their equations reached. */
    List<Exhibit> all() {
        List<Exhibit> all = new ArrayList<>();
        boolean followed = measured.own().times(false).length > 0;
        if (measured.own().marked().isPresent() || measured.bingham().marked().isPresent()) {
            all.add(maps());
        }
        if (followed) {
            all.add(errors());
        }
        if (!measured.alone().isEmpty()) {
            all.add(alone());
        }
        if (followed) {
            all.add(statistics());
            all.add(spectra());
        }
        return all;
    }

    private String fluid() {
        return String.format(
                Locale.ROOT,
                "alpha %.3g, zeta %.3g",
                measured.run().fluid().alpha(),
                measured.run().fluid().zeta());
    }

    private ReportFigure maps() {
        Recording run = measured.run();
        double time = measured.own().markedTime();
        CoarseFrame kinetic = CoarseFrame.of(run.frame(run.frameAt(time)));
        Optional<double[]> ours = measured.own().marked().map(frame -> difference(frame, kinetic));
        Optional<double[]> theirs = measured.bingham().marked().map(frame -> difference(frame, kinetic));
        NematicMap map = new NematicMap(run.length());
        ColorScale errors = ColorScale.signed(
                Axis.of(""),
                Stream.of(ours, theirs)
                        .flatMap(Optional::stream)
                        .flatMapToDouble(Arrays::stream)
                        .toArray());
        List<Panel> panels = new ArrayList<>(List.of(map.nematic("order, kinetic", kinetic)));
        measured.own().marked().ifPresent(found -> panels.add(map.nematic("order, closure", found)));
        ours.ifPresent(off -> panels.add(map.plain("closure − kinetic", off, errors)));
        theirs.ifPresent(off -> panels.add(map.plain("Bingham − kinetic", off, errors)));
        String caption =
                String.format(Locale.ROOT, "%s: order |m2|/c at time %.4g, when trajectory errors end", fluid(), time);
        return ReportFigure.maps("order_" + name, Figure.of("", panels.toArray(Panel[]::new)), caption);
    }

    private static double[] difference(CoarseFrame found, CoarseFrame kinetic) {
        double[] a = found.orders();
        double[] b = kinetic.orders();
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }

    private ReportFigure errors() {
        Followed own = measured.own();
        Followed bingham = measured.bingham();
        Panel panel = Panel.of(
                "relative L2 error of m2 over time",
                Axis.of("time"),
                Axis.logarithmic(""),
                Curve.of("closure", OWN, own.times(true), own.errors()),
                Curve.of("Bingham", BINGHAM, bingham.times(true), bingham.errors()),
                Curve.of("persistence", STILL, bingham.times(false), bingham.still())
                        .dashed());
        return ReportFigure.curves(
                "trajectory_" + name, Figure.of(panel), "How far the coarse equations are from the kinetic run");
    }

    private ReportFigure alone() {
        ClosureEvaluation.FrameErrors own = measured.alone().get(0);
        ClosureEvaluation.FrameErrors bingham = measured.alone().get(1);
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
        return ReportFigure.curves(
                "closure_" + name, Figure.of("", stress, force), "What closures say of the frames of the kinetic run");
    }

    private ReportFigure statistics() {
        Followed own = measured.own();
        Followed bingham = measured.bingham();
        Panel order = Panel.of(
                "mean order",
                Axis.of("time"),
                Axis.of(""),
                Curve.of("kinetic", KINETIC, bingham.times(false), bingham.order(false))
                        .broad(),
                Curve.of("closure", OWN, own.times(true), own.order(true)),
                Curve.of("Bingham", BINGHAM, bingham.times(true), bingham.order(true)));
        Panel speed = Panel.of(
                "root-mean-square speed",
                Axis.of("time"),
                Axis.of(""),
                Curve.of("kinetic", KINETIC, bingham.times(false), bingham.speed(false))
                        .broad(),
                Curve.of("closure", OWN, own.times(true), own.speed(true)),
                Curve.of("Bingham", BINGHAM, bingham.times(true), bingham.speed(true)));
        Panel defects = Panel.of(
                "defects",
                Axis.of("time"),
                Axis.of(""),
                Curve.of("kinetic", KINETIC, bingham.times(false), bingham.defects(false))
                        .broad(),
                Curve.of("closure", OWN, own.times(true), own.defects(true)),
                Curve.of("Bingham", BINGHAM, bingham.times(true), bingham.defects(true)));
        return ReportFigure.curves(
                "statistics_" + name,
                Figure.of("", order, speed, defects),
                "Order, speed and defects of ±1/2 over time");
    }

    private ReportFigure spectra() {
        Followed own = measured.own();
        Followed bingham = measured.bingham();
        Panel panel = Panel.of(
                "kinetic energy of a mode over the number of waves in the box",
                Axis.of("waves in the box"),
                Axis.logarithmic(""),
                spectrum("kinetic", KINETIC, bingham.energy(false)).broad(),
                spectrum("closure", OWN, own.energy(true)),
                spectrum("Bingham", BINGHAM, bingham.energy(true)));
        return ReportFigure.curves(
                "spectrum_" + name, Figure.of(panel), "Mean over the run, of closures as far as they reached");
    }

    private static Curve spectrum(String label, int number, double[] energy) {
        double[] kept = kept(energy);
        double[] k = IntStream.rangeClosed(1, kept.length).asDoubleStream().toArray();
        return Curve.of(label, number, k, kept);
    }

    /** Without the mean, and without what the two-thirds rule leaves out. */
    private static double[] kept(double[] energy) {
        return energy.length == 0 ? energy : Arrays.copyOfRange(energy, 1, 2 * energy.length / 3);
    }
}
