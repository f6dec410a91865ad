package io.fieldwork.samples.kind.pinn;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.samples.report.Report;

/**
 * The part of a table that a map shows: time, if there is one, and the last two coordinates in space, in the middle of those
 * before.
 *
 * @param table without the coordinates in space before the last two
 * @param words where those are, such as {@code " at x = 0.5"}; empty without any
 */
record Plane(GridSolution table, String words) {
    /** That of a table with any number of coordinates. */
    static Plane of(GridSolution whole) {
        GridSolution table = whole;
        StringBuilder words = new StringBuilder();
        for (GridAxis axis : whole.axes().subList(0, Math.max(0, whole.axes().size() - 2))) {
            if (!axis.name().equals(Domain.TIME)) {
                double middle = axis.at(axis.size() / 2);
                table = table.at(axis.name(), middle);
                words.append(words.isEmpty() ? " at " : ", ")
                        .append(axis.name())
                        .append(" = ")
                        .append(Report.brief(middle));
            }
        }
        return new Plane(table, words.toString());
    }
}
