package io.fieldwork.samples.kind.pinn;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.grid.RelativeError;
import io.fieldwork.pde.pinn.Solution;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Maps;
import io.fieldwork.samples.report.PixelValues;
import io.fieldwork.samples.report.Plot;
import io.fieldwork.samples.report.Plot.Curve;
import io.fieldwork.samples.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A solution beside the truth. In space and time: a map, slices and the last spectrum; in two dimensions of space: a
 * map (at the last time); with one coordinate: curves.
 */
final class PinnPictures {
    private static final int WIDTH = 320;
    private static final int SLICES = 5;
    private static final int MODES = 256;

    private final Domain domain;
    private final List<GridAxis> axes;
    private final boolean[] inside;
    private final List<String> names;
    private final List<double[]> truths = new ArrayList<>();
    private final List<double[]> found = new ArrayList<>();

    /**
     * Evaluates the solution where the truth is known.
     *
     * @param problem what was solved
     * @param solution what was found
     * @param truth what is true
     */
    PinnPictures(Problem problem, Solution solution, GridSolution truth) {
        this.domain = problem.domain();
        this.axes = truth.axes();
        this.inside = inside(truth);
        this.names =
                problem.unknowns().stream().filter(truth.unknowns()::contains).toList();
        List<double[]> all = solution.on(truth);
        for (String name : names) {
            truths.add(truth.values(name));
            found.add(all.get(problem.unknowns().indexOf(name)));
        }
    }

    /** Which grid points the equation holds at; the truth may have values beyond. */
    private boolean[] inside(GridSolution grid) {
        boolean[] inside = new boolean[grid.size()];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = domain.contains(grid.point(i));
        }
        return inside;
    }

    /**
     * Everything there is to show.
     *
     * @return pictures and plots, maps first
     */
    List<Exhibit> all() {
        List<Exhibit> all = new ArrayList<>();
        boolean timed = axes.getFirst().name().equals(Domain.TIME);
        if (axes.size() == 1) {
            for (int k = 0; k < names.size(); k++) {
                all.add(curve(k));
            }
            all.add(errors());
        } else {
            for (int k = 0; k < names.size(); k++) {
                all.add(map(k));
            }
            if (axes.size() == 2 && timed) {
                for (int k = 0; k < names.size(); k++) {
                    all.add(slices(k));
                    all.add(spectrum(k));
                }
            }
        }
        return all;
    }

    private String error(int k) {
        IntStream known = IntStream.range(0, inside.length).filter(i -> inside[i]);
        return "relative L2 error "
                + Report.scientific(
                        RelativeError.of(truths.get(k), found.get(k), known).value());
    }

    private Exhibit curve(int k) {
        double[] x = axes.getFirst().points();
        return new Plot(
                "curve_" + names.get(k),
                names.get(k) + " over " + axes.getFirst().name(),
                names.get(k) + ": truth broad, prediction thin; " + error(k),
                false,
                List.of(
                        new Curve("truth", 0, true, x, truths.get(k)),
                        new Curve("prediction", 0, false, x, found.get(k))));
    }

    private Exhibit errors() {
        double[] x = axes.getFirst().points();
        List<Curve> curves = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            double[] t = truths.get(k);
            double[] f = found.get(k);
            double[] error = IntStream.range(0, x.length)
                    .mapToDouble(i -> Math.abs(f[i] - t[i]))
                    .toArray();
            curves.add(new Curve(names.get(k), k, false, x, error));
        }
        return new Plot("errors", "absolute error", "Absolute error of each unknown", true, curves);
    }

    private Exhibit map(int k) {
        GridAxis across = axes.get(axes.size() - 2);
        GridAxis up = axes.getLast();
        double[] ends = {across.at(0), end(across), up.at(0), end(up)};
        boolean timed = across.name().equals(Domain.TIME);
        PixelPlane plane = timed ? PixelPlane.spaceTime(ends, WIDTH) : PixelPlane.space(ends, WIDTH * 2 / 3);
        String when = axes.size() > 2 ? " at the last time, t = " + Report.brief(end(axes.getFirst())) : "";
        String caption = "%s over %s (to the right) and %s (upwards)%s: truth, prediction, absolute error; %s"
                .formatted(names.get(k), across.name(), up.name(), when, error(k));
        return Maps.comparison("map_" + names.get(k), sheet(plane, truths.get(k)), sheet(plane, found.get(k)), caption);
    }

    private static double end(GridAxis axis) {
        return axis.isPeriodic() ? axis.at(0) + axis.period() : axis.at(axis.size() - 1);
    }

    /** The nearest grid value for every pixel, where both are in the domain; of three axes the last time. */
    private PixelValues sheet(PixelPlane plane, double[] values) {
        GridAxis across = axes.get(axes.size() - 2);
        GridAxis up = axes.getLast();
        int last = values.length - across.size() * up.size();
        double[] time = axes.size() > 2 ? new double[] {end(axes.getFirst())} : new double[0];
        return plane.sheet((a, b) -> {
            double[] point = Arrays.copyOf(time, time.length + 2);
            point[time.length] = a;
            point[time.length + 1] = b;
            int i = last + nearest(across, a) * up.size() + nearest(up, b);
            return domain.contains(point) && inside[i] ? values[i] : Double.NaN;
        });
    }

    private static int nearest(GridAxis axis, double position) {
        int low = 0;
        int high = axis.size() - 1;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (axis.at(middle) <= position) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.abs(axis.at(high) - position) < Math.abs(axis.at(low) - position) ? high : low;
    }

    private Exhibit slices(int k) {
        GridAxis time = axes.getFirst();
        double[] x = axes.getLast().points();
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < SLICES; i++) {
            int at = (int) Math.round(i * (time.size() - 1.0) / (SLICES - 1));
            curves.add(new Curve("", i, true, x, row(truths.get(k), at)));
            curves.add(new Curve("t = " + Report.brief(time.at(at)), i, false, x, row(found.get(k), at)));
        }
        String title = names.get(k) + " over " + axes.getLast().name();
        return new Plot("slices_" + names.get(k), title, title + ": truth broad, prediction thin", false, curves);
    }

    private double[] row(double[] values, int time) {
        int n = axes.getLast().size();
        return Arrays.copyOfRange(values, time * n, (time + 1) * n);
    }

    private Exhibit spectrum(int k) {
        int last = axes.getFirst().size() - 1;
        boolean periodic = axes.getLast().isPeriodic();
        double[] t = amplitudes(row(truths.get(k), last), periodic);
        double[] f = amplitudes(row(found.get(k), last), periodic);
        double[] modes = IntStream.range(0, t.length).asDoubleStream().toArray();
        String title = "spectrum of " + names.get(k) + " at the last time";
        return new Plot(
                "spectrum_" + names.get(k),
                title,
                "Amplitude over the number of waves in the domain, at t = "
                        + Report.brief(axes.getFirst().at(last)) + (periodic ? "" : ", under a Hann window")
                        + ", of truth and prediction",
                true,
                List.of(new Curve("truth", 1, false, modes, t), new Curve("prediction", 0, false, modes, f)));
    }

    /**
     * |sum_j u_j exp(-2 pi i j k / n)| / n for the first modes; what is not periodic is brought to zero at its ends.
     */
    static double[] amplitudes(double[] values, boolean periodic) {
        int n = values.length;
        double[] amplitudes = new double[Math.min(MODES, n / 2) + 1];
        for (int k = 0; k < amplitudes.length; k++) {
            double re = 0;
            double im = 0;
            for (int j = 0; j < n; j++) {
                double angle = 2 * Math.PI * ((long) j * k % n) / n;
                double window = periodic ? 1 : 1 - Math.cos(2 * Math.PI * j / (n - 1));
                re += window * values[j] * Math.cos(angle);
                im -= window * values[j] * Math.sin(angle);
            }
            amplitudes[k] = Math.hypot(re, im) / n;
        }
        return amplitudes;
    }
}
