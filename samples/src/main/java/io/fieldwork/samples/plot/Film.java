package io.fieldwork.samples.plot;

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
public record Film(String title, List<ScalarGrid> frames, Range range) {
    /** Copies the list. */
    public Film {
        frames = List.copyOf(frames);
    }

    /**
     * A quantity in the colours that its own values need.
     *
     * @param title what it is
     * @param error whether it is the distance of two others
     * @param frames pictures of the same size, at least one
     * @return the quantity
     */
    public static Film of(String title, boolean error, List<ScalarGrid> frames) {
        return new Film(
                title,
                frames,
                Range.of(error, frames.stream().map(ScalarGrid::values).toList()));
    }

    /**
     * The same quantity as another, in the colours of that.
     *
     * @param other gives the colours
     * @return this quantity
     */
    public Film like(Film other) {
        return new Film(title, frames, other.range);
    }

    /**
     * The distance of another from this.
     *
     * @param name title of the distance
     * @param other of the same size
     * @return absolute differences, cell by cell
     */
    public Film error(String name, Film other) {
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

    /**
     * The picture of an instant as a map that fills a chart, with a bar that explains its colours.
     *
     * @param chart where
     * @param instant number of a picture
     * @return map and bar
     */
    public List<Item> map(Chart chart, int instant) {
        Palette palette = range.palette();
        return List.of(Heatmap.of(frame(instant), chart.plane(), palette), chart.bar(palette));
    }
}
