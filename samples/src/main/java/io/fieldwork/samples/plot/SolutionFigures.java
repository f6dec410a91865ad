package io.fieldwork.samples.plot;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Mark;
import io.fieldwork.render.figure.Numbers;
import io.fieldwork.render.figure.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Figures of a solution beside its reference as a whole: maps, curves, slices at some times, the last spectrum. */
public final class SolutionFigures {
    private static final int SLICES = 5;
    private static final int MODES = 256;

    private final Columns columns;
    private final GridAxis first;
    private final Profiles profiles;

    /** Figures of a table of unknowns with their references. */
    public SolutionFigures(GridSolution table) {
        columns = new Columns(table);
        first = table.axes().getFirst();
        profiles = new Profiles(columns);
    }

    /** {@return a map of an unknown alone, over the last two coordinates; of three at the last point of the first} */
    public Figure map(String name) {
        return Figure.of(map(columns.foundField(name)));
    }

    private Panel map(ColoredValues field) {
        FieldMap map = FieldMap.of(columns.table());
        return map.panel(field, columns.table().size() - map.size());
    }

    /**
     * {@return maps of truth, prediction and their difference, over the last two coordinates; of three at the last
     * point of the first}
     */
    public Figure comparison(String name) {
        ColoredValues truth = columns.referenceField(name).orElseThrow().titled("truth");
        ColoredValues error = columns.errorField(name).orElseThrow().titled("prediction − truth");
        return Figure.of("", map(truth), map(columns.foundField(name).titled("prediction")), map(error));
    }

    /** {@return one chart of truth and prediction over the only coordinate} */
    public Figure curve(String name) {
        return Figure.of(new Profiles(columns.only(name)).values(0, ""));
    }

    /** {@return one chart of the absolute errors of all unknowns over the only coordinate} */
    public Figure errors() {
        return Figure.of(profiles.errors(0, "absolute error"));
    }

    /** {@return one chart of truth and prediction over the last coordinate at some points of the first} */
    public Figure slices(String name) {
        Profiles own = new Profiles(columns.only(name));
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < SLICES; i++) {
            int row = (int) Math.round(i * (first.size() - 1.0) / (SLICES - 1));
            String label = first.name() + " = "
                    + Numbers.among(
                            first.at(row),
                            DoubleStream.of(first.points()).boxed().toList());
            double[] truth = columns.reference(name).orElseThrow();
            marks.add(own.curve("", i, truth, row).broad());
            marks.add(own.curve(label, i, columns.found(name), row));
        }
        String title = name + " over " + own.across().name();
        return Figure.of(Panel.of(title, own.across(), own.upward(), marks));
    }

    /**
     * {@return one chart of the amplitudes of the waves along the last coordinate at the last point of the first} What
     * is not periodic is brought to zero at its ends by a Hann window.
     */
    public Figure spectrum(String name) {
        boolean periodic = columns.table().axes().getLast().isPeriodic();
        int last = first.size() - 1;
        double[] truth = amplitudes(profiles.stretch(columns.reference(name).orElseThrow(), last), periodic);
        double[] found = amplitudes(profiles.stretch(columns.found(name), last), periodic);
        double[] modes = IntStream.range(0, truth.length).asDoubleStream().toArray();
        return Figure.of(Panel.of(
                "spectrum of " + name + " at the last time",
                Axis.of("waves in the domain"),
                Axis.logarithmic("amplitude"),
                Curve.of("truth", 1, modes, truth).broad(),
                Curve.of("prediction", 0, modes, found)));
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
