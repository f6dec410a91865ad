package io.fieldwork.render.figure;

import io.fieldwork.render.figure.Drawing.Box;
import java.util.List;
import java.util.Optional;

/** A chart of a certain size: its ticks, the room that its letters need around it, and how it is drawn. */
final class Plot {
    private static final float BAR_GAP = 0.8f;
    private static final float BAR_WIDTH = 0.95f;
    private static final int MOST_TITLE_LINES = 2;
    private static final int BAR_STEPS = 256;

    /** How much is written. */
    enum Detail {
        /** Everything. */
        FULL,
        /** No title and no legend. */
        PLAIN,
        /** Nothing. */
        BARE
    }

    /** Which parts a chart shows by itself rather than leaving them to a neighbour. */
    record Parts(boolean x, boolean y, boolean bar, boolean key) {}

    /** Pixels around a chart. */
    record Margins(float left, float top, float right, float bottom) {
        Margins max(Margins o) {
            return new Margins(
                    Math.max(left, o.left), Math.max(top, o.top), Math.max(right, o.right), Math.max(bottom, o.bottom));
        }
    }

    private final Panel panel;
    private final Letters letters;
    private final Parts parts;
    private final Detail detail;
    private final float width;
    private final float height;
    private final Ticks xTicks;
    private final Ruler yRuler;
    private final Optional<Ruler> barRuler;
    private final List<String> title;
    private final Key key;

    /**
     * A chart that fits into a room of pixels between its margins, with so many rows of the legend at most; its axes
     * have ends.
     */
    Plot(Panel panel, Letters letters, Parts parts, Detail detail, float wide, float tall, int keyRows) {
        this.panel = panel;
        this.letters = letters;
        this.parts = parts;
        this.detail = detail;
        double ratio = panel.x().ends().span() / panel.y().ends().span();
        boolean equal = panel.equal() && ratio <= Panel.MOST_RATIO && ratio >= 1 / Panel.MOST_RATIO;
        width = Math.round(equal ? Math.min(wide, (float) (tall * ratio)) : wide);
        height = Math.round(equal ? Math.min(tall, (float) (wide / ratio)) : tall);
        xTicks = Ticks.across(panel.x(), width, letters.face(), letters.number());
        yRuler = new Ruler(panel.y(), letters, -1, height);
        barRuler = panel.scale().filter(_ -> parts.bar).map(scale -> new Ruler(scale.axis(), letters, 1, height));
        boolean full = detail == Detail.FULL;
        title = letters.wrapped(full ? panel.title() : "", letters.title(), wide, MOST_TITLE_LINES);
        key = new Key(full && parts.key ? panel.marks() : List.of(), letters, wide, keyRows);
    }

    float width() {
        return width;
    }

    float height() {
        return height;
    }

    /** Pixels from its left edge to the right one or to the end of what is written above it. */
    float reach() {
        float longest = key.width();
        for (String line : title) {
            longest = Math.max(longest, letters.face().width(line, letters.title()));
        }
        return Math.max(width, longest);
    }

    /** Room for everything around the chart. */
    Margins margins() {
        if (detail == Detail.BARE) {
            return new Margins(0, 0, 0, 0);
        }
        float overhang = overhang();
        float bar = barRuler.map(Ruler::width).orElse(0f);
        float right = bar == 0 ? 0 : (BAR_GAP + BAR_WIDTH) * letters.size() + bar;
        float y = parts.y ? yRuler.width() : 0;
        float x = !parts.x ? 0 : letters.gap() + letters.tick() + Letters.line(letters.number()) + nameLine();
        float half = letters.number() / 2;
        float top = title.size() * Letters.line(letters.title()) + key.height();
        return new Margins(
                Math.max(y, overhang),
                top + (top > 0 ? letters.gap() : half),
                Math.max(right, overhang),
                Math.max(x, half));
    }

    private float nameLine() {
        return xTicks.title(panel.x()).isEmpty() ? 0 : Letters.line(letters.size());
    }

    /** How far numbers at the ends of the horizontal axis may stick out. */
    private float overhang() {
        return parts.x && !xTicks.labels().isEmpty()
                ? Math.max(stickOut(0, -1), stickOut(xTicks.labels().size() - 1, 1))
                : 0;
    }

    private float stickOut(int number, int side) {
        double share = panel.x().share(xTicks.values()[number]);
        float inside = (float) (side < 0 ? share : 1 - share) * width;
        return letters.face().width(xTicks.labels().get(number), letters.number()) / 2 - inside;
    }

    /** Draws everything, the chart's upper left corner at a pixel; returns its rectangle. */
    Box draw(Sketch sketch, Box all, float left, float top) {
        Box box = new Box(left, top, left + width, top + height);
        boolean map = panel.scale().isPresent();
        if (!map && detail != Detail.BARE) {
            grid(sketch, box);
        }
        sketch.clip(box);
        new Marks(panel, box, letters.unit()).draw(sketch);
        sketch.clip(all);
        sketch.frame(box, Ink.Part.EDGE);
        if (detail != Detail.BARE) {
            across(sketch, box);
            if (parts.y) {
                yRuler.draw(sketch, box);
            }
            barRuler.ifPresent(ruler -> bar(sketch, ruler, box));
            heading(sketch, box);
        }
        return box;
    }

    private void grid(Sketch sketch, Box box) {
        for (double value : xTicks.values()) {
            float x = x(box, value);
            sketch.hair(x, box.top(), x, box.bottom() - 1, Ink.Part.GRID);
        }
        for (double value : yRuler.ticks().values()) {
            float y = yRuler.y(box, value);
            sketch.hair(box.left(), y, box.right() - 1, y, Ink.Part.GRID);
        }
    }

    private float x(Box box, double value) {
        return Math.min((float) (box.left() + panel.x().share(value) * box.width()), box.right() - 1);
    }

    private void across(Sketch sketch, Box box) {
        for (double value : xTicks.minor()) {
            sketch.hair(x(box, value), box.bottom(), x(box, value), box.bottom() - 1 + letters.minor(), Ink.Part.EDGE);
        }
        float size = letters.number();
        float under = box.bottom() + letters.tick() + letters.gap();
        float line = under + letters.face().capitals(size);
        for (int i = 0; i < xTicks.values().length; i++) {
            float at = x(box, xTicks.values()[i]);
            sketch.hair(at, box.bottom(), at, box.bottom() - 1 + letters.tick(), Ink.Part.EDGE);
            if (parts.x) {
                sketch.text(xTicks.labels().get(i), at + 0.5f, line, 0.5f, size, Ink.Part.QUIET);
            }
        }
        if (parts.x) {
            String name = letters.face().fitted(xTicks.title(panel.x()), letters.size(), box.width());
            float next = under + Letters.line(size) + letters.face().capitals(letters.size());
            sketch.text(name, (box.left() + box.right()) / 2, next, 0.5f, letters.size(), Ink.Part.TEXT);
        }
    }

    private void bar(Sketch sketch, Ruler ruler, Box box) {
        float left = Math.round(box.right() + BAR_GAP * letters.size());
        Box bar = new Box(left, box.top(), left + Math.round(BAR_WIDTH * letters.size()), box.bottom());
        byte[] rgba = panel.scale().orElseThrow().inverse().ramp(BAR_STEPS);
        sketch.add(new Drawing.Image(bar, 1, BAR_STEPS, rgba));
        sketch.frame(bar, Ink.Part.EDGE);
        ruler.draw(sketch, bar);
    }

    private void heading(Sketch sketch, Box box) {
        float y = box.top() - letters.gap() - key.height();
        key.draw(sketch, new Box(box.left(), y, box.right(), box.top()));
        for (String line : title.reversed()) {
            float descent = letters.face().descent(letters.title());
            sketch.text(line, box.left(), y - descent, 0, letters.title(), Ink.Part.TEXT);
            y -= Letters.line(letters.title());
        }
    }
}
