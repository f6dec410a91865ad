package io.fieldwork.samples.plot;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Mark;
import io.fieldwork.render.figure.Panel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two coordinates of a table as a map: the first to the right, the second upwards; two in space have the same scale.
 *
 * @param across values of the table run slower along it
 * @param upward values of the table run fastest along it
 */
public record FieldMap(GridAxis across, GridAxis upward) {
    /** The last two coordinates of a table. */
    static FieldMap of(GridSolution table) {
        List<GridAxis> axes = table.axes();
        return new FieldMap(axes.get(axes.size() - 2), axes.getLast());
    }

    /** Points of the map. */
    int size() {
        return across.size() * upward.size();
    }

    /** A map of a field, whose value at the first points of both axes has the number {@code first}, and more on top. */
    Panel panel(ColoredValues field, int first, Mark... more) {
        int columns = across.size();
        int rows = upward.size();
        double[] values = field.values();
        List<Mark> marks = new ArrayList<>();
        marks.add(Cells.at(
                        places(across),
                        places(upward),
                        field.scale(),
                        (i, j) -> values[first + i % columns * rows + j % rows])
                .smoothed());
        marks.addAll(List.of(more));
        return scaled(Panel.of(field.title(), Axis.of(across.name()), Axis.of(upward.name()), marks));
    }

    /** An empty map with a bar of colours. */
    Panel frame(String title, ColorScale scale) {
        return scaled(Panel.of(
                        title,
                        Axis.of(across.name()).from(across.at(0), end(across)),
                        Axis.of(upward.name()).from(upward.at(0), end(upward)))
                .explaining(scale));
    }

    private Panel scaled(Panel panel) {
        return across.name().equals(Domain.TIME) ? panel : panel.equalScales();
    }

    /** Where a coordinate ends: its last point, or the first point's copy. */
    public static double end(GridAxis axis) {
        return axis.isPeriodic() ? axis.at(0) + axis.period() : axis.at(axis.size() - 1);
    }

    /** The points of an axis; of a periodic one with the first point's copy at its end. */
    static double[] places(GridAxis axis) {
        double[] places = Arrays.copyOf(axis.points(), axis.size() + (axis.isPeriodic() ? 1 : 0));
        places[places.length - 1] = end(axis);
        return places;
    }
}
