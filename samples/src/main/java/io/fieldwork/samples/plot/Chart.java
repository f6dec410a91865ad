package io.fieldwork.samples.plot;

import io.fieldwork.render.figure.Numbers;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Label;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.report.Axis;
import java.util.ArrayList;
import java.util.List;
import org.joml.Vector3f;

/**
 * A rectangle with an axis along its lower and its left side.
 *
 * @param plane where it lies
 * @param x the axis to the right, from 0 to 1 over the rectangle
 * @param y the axis upwards, from 0 to 1 over the rectangle
 */
public record Chart(Plane plane, Axis x, Axis y) {
    /** Colour of frames and numbers. */
    public static final Color INK = Color.of(0x303030);

    private static final Color[] COLORS = {
        Color.of(0x1f5fa8), Color.of(0xc8641e), Color.of(0x2e7d46), Color.of(0x80408f), Color.of(0xa02c2c)
    };
    /** How much of the white of paper is in a pale colour. */
    private static final float PALE = 0.6f;

    private static final float TICK = 0.03f;
    private static final float NAME = 0.19f;
    private static final float LEFT = 0.55f;
    private static final float RIGHT = 0.75f;
    private static final float BOTTOM = 0.45f;
    private static final float TOP = 0.35f;
    private static final float BAR_GAP = 0.1f;
    private static final float BAR_WIDTH = 0.09f;

    /**
     * An even axis between two numbers.
     *
     * @param low the first
     * @param high the last
     * @return the axis, from 0 to 1
     */
    public static Axis axis(double low, double high) {
        return Axis.linear(new double[] {low, high}, 0, 1);
    }

    /** The colour of the k-th of several quantities. */
    static Color color(int k) {
        return COLORS[k % COLORS.length];
    }

    /** The colour of what a quantity is compared with. */
    static Color pale(int k) {
        float[] own = color(k).rgb();
        return new Color(mixed(own[0]), mixed(own[1]), mixed(own[2]), 1);
    }

    private static float mixed(float component) {
        return component + PALE * (1 - component);
    }

    /** The box around a rectangle in the plane z = 0 with room for numbers, names and a bar of colours. */
    static Subject.Bounds bounds(float left, float bottom, float right, float top) {
        return new Subject.Bounds(
                new Vector3f(left - LEFT, bottom - BOTTOM, 0), new Vector3f(right + RIGHT, top + TOP, 0));
    }

    /** Where a point of the chart is in the world. */
    Vector3f place(double across, double upward) {
        return new Vector3f(plane.origin())
                .fma((float) x.at(across), plane.across())
                .fma((float) y.at(upward), plane.upward());
    }

    /** A place so many world units to the right of a corner and above it; the corners are 0 and 1 along either side. */
    private Vector3f beside(float u, float v, float right, float up) {
        return new Vector3f(plane.origin())
                .fma(u, plane.across())
                .fma(v, plane.upward())
                .fma(right, plane.across().normalize(new Vector3f()))
                .fma(up, plane.upward().normalize(new Vector3f()));
    }

    /**
     * The border alone.
     *
     * @return four lines
     */
    public Curves border() {
        return new Curves(
                List.of(line(
                        beside(0, 0, 0, 0),
                        beside(1, 0, 0, 0),
                        beside(1, 1, 0, 0),
                        beside(0, 1, 0, 0),
                        beside(0, 0, 0, 0))),
                INK,
                1);
    }

    /** The border, the ticks with their numbers, and the names of the axes. */
    List<Item> frame(String across, String upward) {
        List<float[]> lines = new ArrayList<>();
        List<Item> items = new ArrayList<>(List.of(border()));
        for (double tick : x.ticks()) {
            float u = (float) x.at(tick);
            lines.add(line(beside(u, 0, 0, 0), beside(u, 0, 0, -TICK)));
            items.add(new Label(number(tick), beside(u, 0, 0, -TICK), 0.5f, 1, INK));
        }
        for (double tick : y.ticks()) {
            float v = (float) y.at(tick);
            lines.add(line(beside(0, v, 0, 0), beside(0, v, -TICK, 0)));
            items.add(new Label(number(tick), beside(0, v, -TICK, 0), 1, 0.5f, INK));
        }
        items.add(new Curves(lines, INK, 1));
        items.add(new Label(across, beside(0.5f, 0, 0, -NAME), 0.5f, 1, INK));
        items.add(new Label(upward, beside(0, 1, -TICK, 2 * TICK), 1, 0, INK));
        return items;
    }

    /** A number of a tick; what rounding left of zero is zero. */
    private static String number(double tick) {
        return Numbers.brief(Math.abs(tick) < 1e-12 ? 0 : tick);
    }

    /**
     * A line of text above the chart.
     *
     * @param text the title
     * @return centred text
     */
    public Label title(String text) {
        return new Label(text, beside(0.5f, 1, 0, TICK), 0.5f, 0, INK);
    }

    /** A line inside the chart, at its upper right. */
    Label note(int row, String text, Color ink) {
        return new Label(text, beside(1, 1, -TICK, -TICK - row * 0.13f), 1, 1, ink);
    }

    /** Points joined by lines, but not where there is none; outside the chart it runs along its border. */
    Curves curve(double[] across, double[] upward, Color color, float width) {
        List<float[]> pieces = new ArrayList<>();
        List<Vector3f> piece = new ArrayList<>();
        for (int i = 0; i < across.length; i++) {
            if (Double.isFinite(upward[i])) {
                piece.add(place(across[i], Math.clamp(upward[i], y.low(), y.high())));
            } else {
                pieces.add(line(piece.toArray(Vector3f[]::new)));
                piece.clear();
            }
        }
        pieces.add(line(piece.toArray(Vector3f[]::new)));
        return new Curves(pieces, color, width);
    }

    /** An upright line that is seen on dark and on bright. */
    List<Item> mark(double across) {
        float[] line = line(place(across, y.low()), place(across, y.high()));
        return List.of(new Curves(List.of(line), Color.WHITE, 3), new Curves(List.of(line), Color.BLACK, 1));
    }

    /** The colours of a palette as an upright bar to the right of the chart, with numbers. */
    Legend bar(Palette palette) {
        Vector3f width = plane.across().normalize(BAR_WIDTH, new Vector3f());
        return new Legend(palette, "", INK, new Plane(beside(1, 0, BAR_GAP, 0), width, plane.upward()));
    }

    private static float[] line(Vector3f... points) {
        float[] line = new float[3 * points.length];
        for (int i = 0; i < points.length; i++) {
            points[i].get(line, 3 * i);
        }
        return line;
    }
}
