package io.fieldwork.samples.plot;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Mark;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.figure.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Unknowns along the last axis of a table as curves in one chart, the references broad and pale. */
public final class Profiles {
    private static final double ROOM = 0.05;
    /** Of the greatest error, what is shown on a logarithmic axis. */
    private static final double LEAST_SHARE = 1e-4;
    /** The least range of errors. */
    private static final double NO_ERROR = 1e-12;

    private final Columns columns;
    private final GridAxis axis;
    private final double[] places;
    private final Axis across;
    private final Axis upward;
    private final Axis errors;

    /** Curves over the whole of the last axis. */
    public Profiles(Columns columns) {
        this.columns = columns;
        this.axis = columns.table().axes().getLast();
        this.places = FieldMap.places(axis);
        this.across = Axis.of(axis.name()).from(axis.at(0), FieldMap.end(axis));
        List<String> names = columns.names();
        Range range = names.stream().map(columns::range).reduce(Range::and).orElseThrow();
        this.upward = Axis.of(String.join(", ", names)).over(range.padded(ROOM));
        double most = names.stream()
                .flatMap(name -> columns.error(name).stream())
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .filter(Double::isFinite)
                .reduce(NO_ERROR, Math::max);
        this.errors = Axis.logarithmic("absolute error").from(LEAST_SHARE * most, most);
    }

    /** {@return a chart of found and true curves over a stretch of the table, with more drawn on top} */
    public Panel values(int row, String title, Mark... more) {
        List<Mark> marks = new ArrayList<>();
        List<String> names = columns.names();
        for (int k = 0; k < names.size(); k++) {
            int number = k;
            String label = names.size() == 1 ? "reference" : "reference of " + names.get(k);
            columns.reference(names.get(k))
                    .ifPresent(
                            truth -> marks.add(curve(label, number, truth, row).broad()));
            marks.add(curve(names.get(k), k, columns.found(names.get(k)), row));
        }
        marks.addAll(List.of(more));
        return Panel.of(title, across, upward, marks);
    }

    /**
     * {@return a chart of the distances from the references by logarithm over a stretch of the table, with more drawn
     * on top}
     */
    public Panel errors(int row, String title, Mark... more) {
        List<Mark> marks = new ArrayList<>();
        List<String> names = columns.names();
        for (int k = 0; k < names.size(); k++) {
            int number = k;
            String name = names.get(k);
            columns.error(name).ifPresent(error -> {
                double[] sizes = Arrays.stream(error).map(Math::abs).toArray();
                marks.add(curve(name, number, sizes, row));
            });
        }
        marks.addAll(List.of(more));
        return Panel.of(title, across, errors, marks);
    }

    /** The curve of one of several quantities. */
    Curve curve(String label, int number, double[] values, int row) {
        double[] own = stretch(values, row);
        double[] joined = Arrays.copyOf(own, places.length);
        joined[places.length - 1] = own[(places.length - 1) % own.length];
        return Curve.of(label, number, places, joined);
    }

    /** The values of a stretch of the table. */
    double[] stretch(double[] values, int row) {
        return Arrays.copyOfRange(values, row * axis.size(), (row + 1) * axis.size());
    }

    Axis across() {
        return across;
    }

    Axis upward() {
        return upward;
    }
}
