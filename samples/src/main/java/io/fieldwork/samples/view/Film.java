package io.fieldwork.samples.view;

import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.ScalarGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * A quantity on a plane, one picture for each instant.
 *
 * @param title what it is
 * @param frames pictures of the same size, at least one
 * @param range of the values of all of them
 */
record Film(String title, List<ScalarGrid> frames, Range range) {
    /** Copies the list. */
    Film {
        frames = List.copyOf(frames);
    }

    static Film of(String title, boolean error, List<ScalarGrid> frames) {
        return new Film(
                title,
                frames,
                Range.of(error, frames.stream().map(ScalarGrid::values).toList()));
    }

    /** The same quantity as another, in the colours of that. */
    Film like(Film other) {
        return new Film(title, frames, other.range);
    }

    /** The distance of another from this. */
    Film error(String name, Film other) {
        return combined(name, true, other, (a, b) -> Math.abs(a - b));
    }

    /** A quantity made of this and another, cell by cell. */
    Film combined(String name, boolean error, Film other, DoubleBinaryOperator function) {
        List<ScalarGrid> made = new ArrayList<>();
        for (int n = 0; n < frames.size(); n++) {
            ScalarGrid a = frames.get(n);
            ScalarGrid b = other.frames.get(n);
            float[] values = new float[a.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) function.applyAsDouble(a.values()[i], b.values()[i]);
            }
            made.add(new ScalarGrid(a.nx(), a.ny(), values));
        }
        return of(name, error, made);
    }

    /** The picture of an instant, or the only one. */
    ScalarGrid frame(int instant) {
        return frames.get(Math.min(instant, frames.size() - 1));
    }

    /** The picture of an instant as a map that fills a chart, with a bar that explains its colours. */
    List<Item> map(Chart chart, int instant) {
        Palette palette = range.palette();
        return List.of(Heatmap.of(frame(instant), chart.plane(), palette), chart.bar(palette));
    }
}
