package io.fieldwork.samples.plot;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Plane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Unknowns along one axis as curves in one chart, the references broad and pale. */
final class Profiles {
    /** What is said of references. */
    static final String REFERENCE = "broad: reference";

    private static final float BROAD = 5;
    private static final float THIN = 2;
    private static final float ROOM = 0.05f;

    private final Chart chart;
    private final Columns columns;
    private final GridAxis axis;
    private final double[] places;

    /**
     * Curves over the whole of an axis.
     *
     * @param plane where the chart lies
     * @param columns what is shown
     * @param axis the last axis of the table
     */
    Profiles(Plane plane, Columns columns, GridAxis axis) {
        this.columns = columns;
        this.axis = axis;
        this.places = axis.isPeriodic() ? joined(axis.points(), Raster.end(axis)) : axis.points();
        this.chart = new Chart(plane, Chart.axis(axis.at(0), Raster.end(axis)), upright(columns));
    }

    private static io.fieldwork.samples.report.Axis upright(Columns columns) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (String name : columns.names()) {
            Range range = columns.range(name);
            low = Math.min(low, range.low());
            high = Math.max(high, range.high());
        }
        double room = ROOM * (high - low);
        return Chart.axis(low - room, high + room);
    }

    /** The end of a periodic axis is its beginning. */
    private static double[] joined(double[] values, double end) {
        double[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = end;
        return longer;
    }

    Chart chart() {
        return chart;
    }

    /**
     * Found and true curves.
     *
     * @param row which stretch of the table
     * @param title above them
     * @return the chart
     */
    List<Item> values(int row, String title) {
        List<String> names = columns.names();
        List<Item> items = new ArrayList<>(chart.frame(axis.name(), String.join(", ", names)));
        items.add(chart.title(title));
        boolean compared = false;
        for (int k = 0; k < names.size(); k++) {
            Optional<double[]> truth = columns.reference(names.get(k));
            if (truth.isPresent()) {
                items.add(chart.curve(places, stretch(truth.get(), row), Chart.pale(k), BROAD));
                compared = true;
            }
            items.add(chart.curve(places, stretch(columns.found(names.get(k)), row), Chart.color(k), THIN));
            items.add(chart.note(k, names.get(k), Chart.color(k)));
        }
        if (compared) {
            items.add(chart.note(names.size(), REFERENCE, Chart.INK));
        }
        return items;
    }

    /**
     * Distances from the references by logarithm.
     *
     * @param row which stretch of the table
     * @param title above them
     * @return the chart
     */
    List<Item> errors(int row, String title) {
        List<String> names = columns.names().stream()
                .filter(name -> columns.reference(name).isPresent())
                .toList();
        double most = 1e-12;
        for (String name : names) {
            most = Arrays.stream(distance(name)).filter(Double::isFinite).reduce(most, Math::max);
        }
        Chart errors = new Chart(
                chart.plane(),
                chart.x(),
                io.fieldwork.samples.report.Axis.logarithmic(new double[] {Range.LEAST_SHARE * most, most}, 0, 1));
        List<Item> items = new ArrayList<>(errors.frame(axis.name(), "error"));
        items.add(errors.title(title));
        for (int k = 0; k < names.size(); k++) {
            int color = columns.names().indexOf(names.get(k));
            items.add(errors.curve(places, stretch(distance(names.get(k)), row), Chart.color(color), THIN));
            items.add(errors.note(k, names.get(k), Chart.color(color)));
        }
        return items;
    }

    private double[] distance(String name) {
        double[] found = columns.found(name);
        double[] truth = columns.reference(name).orElseThrow();
        double[] distance = new double[found.length];
        Arrays.setAll(distance, i -> Math.abs(found[i] - truth[i]));
        return distance;
    }

    private double[] stretch(double[] values, int row) {
        int n = axis.size();
        double[] own = Arrays.copyOfRange(values, row * n, (row + 1) * n);
        return axis.isPeriodic() ? joined(own, own[0]) : own;
    }
}
