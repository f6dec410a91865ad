package io.fieldwork.render.figure;

import io.fieldwork.render.figure.Drawing.Box;
import io.fieldwork.render.figure.Plot.Detail;
import io.fieldwork.render.figure.Plot.Margins;
import io.fieldwork.render.figure.Plot.Parts;
import io.fieldwork.render.text.Typeface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The arrangement of a figure in a rectangle. Margins are as wide as the letters in them, all charts are of one size, and they fill what
 * is left. Where too little is left for letters, charts stand alone.
 *
 * @param face in which it is written
 * @param size of names, pixels of the em square; titles are larger, numbers smaller, and lines are as wide as
 *     suits it
 */
public record FigureLayout(Typeface face, float size) {
    private static final float PAD = 0.7f;
    private static final float APART = 1.3f;
    private static final int MOST_TITLE_LINES = 2;
    private static final float LEAST_WIDTH = 4.5f;
    private static final float LEAST_HEIGHT = 4;
    /** Pixels that would make up for letters that are left out. */
    private static final double MISSING = 1e9;

    private static final int ROUNDS = 8;
    /** Of the height of a row, what a legend may take. */
    private static final float KEY = 0.35f;

    /** The usual letters, for a screen of ordinary density. */
    public FigureLayout() {
        this(Typeface.sans(), Letters.USUAL);
    }

    /** {@return a figure in a rectangle of pixels, at least one each way} */
    public Drawing draw(Figure figure, int width, int height) {
        Letters letters = new Letters(face, size);
        Box all = new Box(0, 0, width, height);
        float pad = Math.min(PAD * size, Math.min(width, height) / 16f);
        Box inner = all.inset(pad, pad, pad, pad);
        Sketch sketch = new Sketch(all, letters.unit());
        List<String> title = letters.wrapped(figure.title(), letters.title(), inner.width(), MOST_TITLE_LINES);
        float line = Letters.line(letters.title());
        if (title.size() * line < inner.height() / 3) {
            for (int i = 0; i < title.size(); i++) {
                float y = inner.top() + i * line + face.ascent(letters.title());
                sketch.text(title.get(i), inner.left(), y, 0, letters.title(), Ink.Part.TEXT);
            }
            inner = inner.inset(0, title.size() * line, 0, 0);
        }
        List<Box> plots = best(figure, letters, inner).draw(sketch, all);
        return new Drawing(width, height, sketch.groups(), plots);
    }

    private static Grid best(Figure figure, Letters letters, Box box) {
        List<Panel> panels = figure.panels().stream().map(Panel::resolved).toList();
        IntStream tried = figure.columns() > 0
                ? IntStream.of(Math.min(figure.columns(), panels.size()))
                : IntStream.rangeClosed(1, panels.size());
        return tried.mapToObj(columns -> new Grid(panels, letters, columns, box))
                .max(Comparator.comparingDouble(Grid::score))
                .orElseThrow();
    }

    /** Charts in a number of columns. */
    private static final class Grid {
        private final List<Panel> panels;
        private final Letters letters;
        private final int columns;
        private final int rows;
        private final Box box;
        private Detail detail = Detail.FULL;
        private Plot[] plots = new Plot[0];
        private Margins[] margins = new Margins[0];
        private float width;
        private float height;

        Grid(List<Panel> panels, Letters letters, int columns, Box box) {
            this.panels = panels;
            this.letters = letters;
            this.columns = columns;
            this.box = box;
            rows = (panels.size() + columns - 1) / columns;
            settle();
            for (Detail less : List.of(Detail.PLAIN, Detail.BARE)) {
                if (width < LEAST_WIDTH * letters.size() || height < LEAST_HEIGHT * letters.size()) {
                    detail = less;
                    settle();
                }
            }
        }

        /** Area of the smallest chart, pixels; less than nothing if there was no room for all letters. */
        double score() {
            return Arrays.stream(plots)
                            .mapToDouble(plot -> (double) plot.width() * plot.height())
                            .min()
                            .orElse(0)
                    - MISSING * detail.ordinal();
        }

        /**
         * Lets margins grow until they hold what is in them; charts of equal scales that are smaller than their room
         * give it back.
         */
        private void settle() {
            margins = new Margins[panels.size()];
            Arrays.fill(margins, new Margins(0, 0, 0, 0));
            for (int round = 0; round < ROUNDS; round++) {
                width = Math.max(1, (box.width() - across() - (columns - 1) * apart()) / columns);
                height = Math.max(1, (box.height() - upward() - (rows - 1) * apart()) / rows);
                width = (float) Math.floor(width);
                height = (float) Math.floor(height);
                int keyRows = Math.max(1, (int) (KEY * box.height() / rows / Letters.line(letters.size())));
                plots = IntStream.range(0, panels.size())
                        .mapToObj(i -> new Plot(panels.get(i), letters, parts(i), detail, width, height, keyRows))
                        .toArray(Plot[]::new);
                Margins[] before = margins.clone();
                Arrays.setAll(margins, i -> before[i].max(plots[i].margins()));
                if (Arrays.equals(before, margins)) {
                    break;
                }
            }
            width = (float) Arrays.stream(plots).mapToDouble(Plot::reach).max().orElse(width);
            width = (float) Math.ceil(width);
            height =
                    (float) Arrays.stream(plots).mapToDouble(Plot::height).max().orElse(height);
        }

        private float apart() {
            return (detail == Detail.BARE ? APART / 4 : APART) * letters.size();
        }

        private Parts parts(int i) {
            Panel panel = panels.get(i);
            boolean y = i % columns == 0 || !panels.get(i - 1).y().equals(panel.y());
            boolean x =
                    i + columns >= panels.size() || !panels.get(i + columns).x().equals(panel.x());
            boolean bar = i % columns == columns - 1
                    || i + 1 >= panels.size()
                    || !panels.get(i + 1).scale().equals(panel.scale());
            boolean key = i == 0 || !panels.get(i - 1).legend().equals(panel.legend());
            return new Parts(x, y, bar, key);
        }

        /** The greatest of a margin among the charts of a column or row, whole pixels. */
        private float most(IntPredicate charts, ToDoubleFunction<Margins> side) {
            return (float) Math.ceil(IntStream.range(0, panels.size())
                    .filter(charts)
                    .mapToDouble(i -> side.applyAsDouble(margins[i]))
                    .max()
                    .orElse(0));
        }

        private float column(int column, ToDoubleFunction<Margins> side) {
            return most(i -> i % columns == column, side);
        }

        private float row(int row, ToDoubleFunction<Margins> side) {
            return most(i -> i / columns == row, side);
        }

        private float across() {
            return (float) IntStream.range(0, columns)
                    .mapToDouble(c -> column(c, Margins::left) + column(c, Margins::right))
                    .sum();
        }

        private float upward() {
            return (float) IntStream.range(0, rows)
                    .mapToDouble(r -> row(r, Margins::top) + row(r, Margins::bottom))
                    .sum();
        }

        List<Box> draw(Sketch sketch, Box all) {
            List<Box> boxes = new ArrayList<>();
            float spareWidth = box.width() - across() - columns * width - (columns - 1) * apart();
            float spareHeight = box.height() - upward() - rows * height - (rows - 1) * apart();
            float y = box.top() + Math.max(0, spareHeight / 2);
            for (int row = 0; row < rows; row++) {
                y += row(row, Margins::top);
                float x = box.left() + Math.max(0, spareWidth / 2);
                for (int column = 0; column < columns && row * columns + column < plots.length; column++) {
                    x += column(column, Margins::left);
                    Plot plot = plots[row * columns + column];
                    float top = Math.round(y + (height - plot.height()) / 2);
                    boxes.add(plot.draw(sketch, all, Math.round(x), top));
                    x += width + column(column, Margins::right) + apart();
                }
                y += height + row(row, Margins::bottom) + apart();
            }
            return boxes;
        }
    }
}
