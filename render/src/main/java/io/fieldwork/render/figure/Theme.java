package io.fieldwork.render.figure;

import io.fieldwork.render.scene.Color;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The colours of charts.
 *
 * @param paper behind everything
 * @param text titles and names
 * @param quiet numbers at ticks
 * @param edge frames and ticks
 * @param grid lines behind curves
 * @param series colours of quantities, at least one
 */
public record Theme(Color paper, Color text, Color quiet, Color edge, Color grid, List<Color> series) {
    /** Dark ink on white. */
    public static final Theme LIGHT = new Theme(
            Color.WHITE,
            Color.of(0x1c2024),
            Color.of(0x565d66),
            Color.of(0x8a9099),
            Color.of(0xe6e7e9),
            colors(0x2f7ed8, 0xe07b1a, 0x2a9d5c, 0xd1495b, 0x8f63c9, 0x1f93a8));
    /** Pale ink on dark grey. */
    public static final Theme DARK = new Theme(
            Color.of(0x1d2125),
            Color.of(0xe7e9ea),
            Color.of(0xa9b1ba),
            Color.of(0x6b747e),
            Color.of(0x30363c),
            colors(0x6cb0ff, 0xf0a04b, 0x5cc98a, 0xf07f8e, 0xb898ec, 0x55c3d6));

    /** Copies the list. */
    public Theme {
        series = List.copyOf(series);
    }

    private static List<Color> colors(int... rgb) {
        return IntStream.of(rgb).mapToObj(Color::of).toList();
    }

    /** What an ink looks like. */
    public Color color(Ink ink) {
        return switch (ink) {
            case Ink.Part part ->
                switch (part) {
                    case PAPER -> paper;
                    case TEXT -> text;
                    case QUIET -> quiet;
                    case EDGE -> edge;
                    case GRID -> grid;
                };
            case Ink.Series s -> series.get(Math.floorMod(s.number(), series.size()));
        };
    }
}
