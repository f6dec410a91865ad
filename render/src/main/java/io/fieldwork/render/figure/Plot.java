package io.fieldwork.render.figure;

import io.fieldwork.render.figure.Drawing.Box;
import java.util.ArrayList;
import java.util.List;

/** A chart of a certain size: its ticks, the room that its letters need around it, and how it is drawn. */
final class Plot {
    private static final float TICK = 4;
    private static final float MINOR = 2.5f;
    private static final float GAP = 3;
    private static final float BAR_GAP = 0.8f;
    private static final float BAR_WIDTH = 0.95f;
    private static final float LABELS_APART = 0.9f;
    private static final float LINES_APART = 1.6f;
    private static final int MOST_TICKS = 9;
    private static final int MOST_TITLE_LINES = 2;
    /** Names up to this length are not turned, in sizes. */
    private static final float SHORT = 2.2f;
    /** The longer side of a chart with equal scales, of the shorter one; beyond that the scales differ. */
    private static final double MOST_RATIO = 5;

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
    private final float tick;
    private final float minor;
    private final float gap;
    private final Ticks xTicks;
    private final Ticks yTicks;
    private final List<String> title;
    private final Key key;

    /**
     * A chart that fits into a room.
     *
     * @param panel what it shows, its axes with ends
     * @param letters in which it is written
     * @param parts that it shows
     * @param detail how much is written
     * @param wide pixels between its margins
     * @param tall pixels between its margins
     * @param keyRows rows that the legend may have
     */
    Plot(Panel panel, Letters letters, Parts parts, Detail detail, float wide, float tall, int keyRows) {
        this.panel = panel;
        this.letters = letters;
        this.parts = parts;
        this.detail = detail;
        tick = TICK * letters.unit();
        minor = MINOR * letters.unit();
        gap = GAP * letters.unit();
        double ratio = panel.x().ends().span() / panel.y().ends().span();
        boolean equal = panel.equal() && ratio <= MOST_RATIO && ratio >= 1 / MOST_RATIO;
        width = Math.round(equal ? Math.min(wide, (float) (tall * ratio)) : wide);
        height = Math.round(equal ? Math.min(tall, (float) (wide / ratio)) : tall);
        xTicks = Ticks.fitting(panel.x(), most(width, 3.5f), this::fitAcross);
        yTicks = upright(panel.y());
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

    private int most(float length, float apart) {
        return Math.clamp((int) (length / (apart * letters.number())), 1, MOST_TICKS);
    }

    private Ticks upright(Axis axis) {
        return Ticks.fitting(axis, most(height, 2.6f), ticks -> {
            double[] at = ticks.values();
            double apart = LINES_APART * letters.number();
            for (int i = 1; i < at.length; i++) {
                if ((axis.share(at[i]) - axis.share(at[i - 1])) * height < apart) {
                    return false;
                }
            }
            return true;
        });
    }

    private boolean fitAcross(Ticks ticks) {
        double end = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < ticks.values().length; i++) {
            double middle = panel.x().share(ticks.values()[i]) * width;
            double half = letters.face().width(ticks.labels().get(i), letters.number()) / 2;
            if (middle - half < end) {
                return false;
            }
            end = middle + half + LABELS_APART * letters.number();
        }
        return true;
    }

    /** Room for everything around the chart. */
    Margins margins() {
        if (detail == Detail.BARE) {
            return new Margins(0, 0, 0, 0);
        }
        float overhang = overhang();
        float y = parts.y ? gap + tick + letters.width(yTicks.labels()) + name(yTicks.title(panel.y()), height) : 0;
        float x = !parts.x ? 0 : gap + tick + Letters.line(letters.number()) + nameLine();
        float right = Math.max(overhang, barWidth());
        float half = letters.number() / 2;
        float top = title.size() * Letters.line(letters.title()) + key.height();
        return new Margins(Math.max(y, overhang), top + (top > 0 ? gap : half), right, Math.max(x, half));
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

    /** Room for the name of an upright axis. */
    private float name(String name, float length) {
        float flat = letters.face().width(name, letters.size());
        return name.isEmpty() ? 0 : gap + (flat <= SHORT * letters.size() ? flat : Letters.line(letters.size()));
    }

    private float barWidth() {
        if (!parts.bar || panel.scale().isEmpty()) {
            return 0;
        }
        Axis axis = panel.scale().get().axis();
        Ticks ticks = upright(axis);
        return (BAR_GAP + BAR_WIDTH) * letters.size()
                + tick
                + gap
                + letters.width(ticks.labels())
                + name(ticks.title(axis), height);
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
                ticks(sketch, panel.y(), yTicks, box, -1);
            }
            if (parts.bar) {
                panel.scale().ifPresent(scale -> bar(sketch, scale, box));
            }
            heading(sketch, box);
        }
        return box;
    }

    private void grid(Sketch sketch, Box box) {
        for (double value : xTicks.values()) {
            float x = x(box, value);
            sketch.hair(x, box.top(), x, box.bottom() - 1, Ink.Part.GRID);
        }
        for (double value : yTicks.values()) {
            float y = y(box, panel.y(), value);
            sketch.hair(box.left(), y, box.right() - 1, y, Ink.Part.GRID);
        }
    }

    private float x(Box box, double value) {
        return Math.min((float) (box.left() + panel.x().share(value) * box.width()), box.right() - 1);
    }

    private static float y(Box box, Axis axis, double value) {
        return Math.min((float) (box.bottom() - axis.share(value) * box.height()), box.bottom() - 1);
    }

    private void across(Sketch sketch, Box box) {
        for (double value : xTicks.minor()) {
            sketch.hair(x(box, value), box.bottom(), x(box, value), box.bottom() - 1 + minor, Ink.Part.EDGE);
        }
        float size = letters.number();
        float line = box.bottom() + tick + gap + letters.face().capitals(size);
        for (int i = 0; i < xTicks.values().length; i++) {
            float at = x(box, xTicks.values()[i]);
            sketch.hair(at, box.bottom(), at, box.bottom() - 1 + tick, Ink.Part.EDGE);
            if (parts.x) {
                sketch.text(xTicks.labels().get(i), at + 0.5f, line, 0.5f, size, Ink.Part.QUIET);
            }
        }
        if (parts.x) {
            String name = letters.face().fitted(xTicks.title(panel.x()), letters.size(), box.width());
            float under = box.bottom() + tick + gap + Letters.line(size) + letters.face().capitals(letters.size());
            sketch.text(name, (box.left() + box.right()) / 2, under, 0.5f, letters.size(), Ink.Part.TEXT);
        }
    }

    /** Ticks, numbers and the name of an axis along the left (side -1) or the right (1) of a rectangle. */
    private void ticks(Sketch sketch, Axis axis, Ticks ticks, Box box, int side) {
        float edge = side < 0 ? box.left() : box.right();
        float anchor = side < 0 ? 1 : 0;
        float size = letters.number();
        for (double value : ticks.minor()) {
            tick(sketch, edge, y(box, axis, value), side * minor);
        }
        float numbers = edge + side * (tick + gap);
        for (int i = 0; i < ticks.values().length; i++) {
            float at = y(box, axis, ticks.values()[i]);
            tick(sketch, edge, at, side * tick);
            float line = at + 0.5f + letters.drop(size);
            sketch.text(ticks.labels().get(i), numbers, line, anchor, size, Ink.Part.QUIET);
        }
        String whole = ticks.title(axis);
        float names = numbers + side * (letters.width(ticks.labels()) + gap);
        float middle = (box.top() + box.bottom()) / 2;
        if (letters.face().width(whole, letters.size()) <= SHORT * letters.size()) {
            sketch.text(whole, names, middle + letters.drop(letters.size()), anchor, letters.size(), Ink.Part.TEXT);
        } else {
            String name = letters.face().fitted(whole, letters.size(), box.height());
            float reach = side < 0 ? letters.face().descent(letters.size()) : letters.face().ascent(letters.size());
            sketch.turned(name, names + side * reach, middle, 0.5f, letters.size(), Ink.Part.TEXT);
        }
    }

    private static void tick(Sketch sketch, float edge, float y, float length) {
        float from = length < 0 ? edge + length : edge;
        sketch.hair(from, y, from + Math.abs(length) - 1, y, Ink.Part.EDGE);
    }

    private void bar(Sketch sketch, ColorScale scale, Box box) {
        float left = Math.round(box.right() + BAR_GAP * letters.size());
        Box bar = new Box(left, box.top(), left + Math.round(BAR_WIDTH * letters.size()), box.bottom());
        byte[] rgba = new byte[4 * BAR_STEPS];
        for (int i = 0; i < BAR_STEPS; i++) {
            System.arraycopy(scale.bytes(1 - (i + 0.5) / BAR_STEPS), 0, rgba, 4 * i, 3);
            rgba[4 * i + 3] = (byte) 255;
        }
        sketch.add(new Drawing.Image(bar, 1, BAR_STEPS, rgba));
        sketch.frame(bar, Ink.Part.EDGE);
        ticks(sketch, scale.axis(), upright(scale.axis()), bar, 1);
    }

    private void heading(Sketch sketch, Box box) {
        float y = box.top() - gap - key.height();
        key.draw(sketch, new Box(box.left(), y, box.right(), box.top()));
        List<String> lines = new ArrayList<>(title).reversed();
        for (String line : lines) {
            float descent = letters.face().descent(letters.title());
            sketch.text(line, box.left(), y - descent, 0, letters.title(), Ink.Part.TEXT);
            y -= Letters.line(letters.title());
        }
    }
}
