package io.fieldwork.render.scene;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.joml.Vector3f;
import org.jspecify.annotations.Nullable;

/**
 * A bar of a palette's colours with its values: in the lower right corner of the view with those at its ends below, or upright at a place
 * with three beside it.
 *
 * @param palette its colours and values
 * @param title above the bar, may be empty; characters other than printable ASCII are drawn as boxes
 * @param ink colour of the letters
 * @param plane what the bar fills, low values at the origin; null for the corner
 */
public record Legend(
        Palette palette, String title, Color ink, @Nullable Plane plane) implements Item {
    private static final int CELLS = 128;
    private static final ScalarGrid SHARES = shares();

    /**
     * A legend in the corner.
     *
     * @param palette its colours and values
     * @param title above the bar, may be empty
     * @param ink colour of the letters
     */
    public Legend(Palette palette, String title, Color ink) {
        this(palette, title, ink, null);
    }

    private static ScalarGrid shares() {
        float[] shares = new float[CELLS];
        for (int i = 0; i < CELLS; i++) {
            shares[i] = (i + 0.5f) / CELLS;
        }
        return new ScalarGrid(1, CELLS, shares);
    }

    /** The same legend of another palette. */
    public Legend with(Palette other) {
        return new Legend(other, title, ink, plane);
    }

    /** What a legend at a place is made of; nothing of one in the corner. */
    public List<Item> parts() {
        if (plane == null) {
            return List.of();
        }
        Palette colors = new Palette(palette.colormap(), 0, 1, false, palette.inverted());
        List<Item> parts = new ArrayList<>();
        parts.add(Heatmap.of(SHARES, plane, colors));
        float[] border = new float[15];
        for (int i = 0; i < 5; i++) {
            corner(i % 4 == 1 || i % 4 == 2 ? 1 : 0, i % 4 > 1 ? 1 : 0).get(border, 3 * i);
        }
        parts.add(new Curves(List.of(border), ink, 1));
        for (float share : new float[] {0, 0.5f, 1}) {
            parts.add(new Label(number(palette.value(share)), corner(1, share), 0, 0.5f, ink));
        }
        parts.add(new Label(title, corner(0, 1), 0, 0, ink));
        return parts;
    }

    private Vector3f corner(float u, float v) {
        Plane place = Objects.requireNonNull(plane);
        return new Vector3f(place.origin()).fma(u, place.across()).fma(v, place.upward());
    }

    /**
     * A number in four digits at most.
     *
     * @param value finite
     * @return such as {@code 0.25} or {@code 1.2e-5}
     */
    public static String number(float value) {
        float size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size < 1e-3 || size >= 1e5) {
            return String.format(Locale.ROOT, "%.1e", value)
                    .replace("e+0", "e")
                    .replace("e-0", "e-")
                    .replace("e+", "e");
        }
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
