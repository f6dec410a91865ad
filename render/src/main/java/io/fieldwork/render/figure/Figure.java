package io.fieldwork.render.figure;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Charts in rows and columns. Neighbours with the same axis share its numbers, neighbours with the same colours their bar.
 *
 * @param title above all, may be empty
 * @param columns charts in a row; 0 for as many as make them largest
 * @param panels the charts, row by row, at least one
 */
public record Figure(String title, int columns, List<Panel> panels) {
    /** Copies the list and rejects a figure of nothing. */
    public Figure {
        panels = List.copyOf(panels);
        if (panels.isEmpty() || columns < 0) {
            throw new IllegalArgumentException(panels.size() + " charts in " + columns + " columns");
        }
    }

    /** {@return charts in as many columns as make them largest; the title may be empty} */
    public static Figure of(String title, Panel... panels) {
        return new Figure(title, 0, List.of(panels));
    }

    /** The same charts with something said before their title. */
    public Figure introduced(String words) {
        return new Figure(title.isEmpty() ? words : words + ": " + title, columns, panels);
    }

    /** The same figure with other charts. */
    public Figure with(UnaryOperator<Panel> change) {
        return new Figure(title, columns, panels.stream().map(change).toList());
    }

    /** A chart alone, with its own title. */
    public static Figure of(Panel panel) {
        return of("", panel);
    }
}
