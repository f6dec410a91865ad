package io.fieldwork.render.scene;

/**
 * A heat map: numbers on a plane as colours, optionally with contour lines.
 *
 * @param grid the numbers
 * @param plane that carries them
 * @param palette their colours
 * @param smooth whether numbers are interpolated between cells
 * @param contours values whose lines are drawn, at most 32
 * @param ink colour of the lines
 */
public record Heatmap(ScalarGrid grid, Plane plane, Palette palette, boolean smooth, float[] contours, Color ink)
        implements Item {
    /** The most lines there can be. */
    public static final int MAX_CONTOURS = 32;

    /** Copies the contours and rejects too many. */
    public Heatmap {
        contours = contours.clone();
        if (contours.length > MAX_CONTOURS) {
            throw new IllegalArgumentException(contours.length + " contours, more than " + MAX_CONTOURS);
        }
    }

    /** {@return smooth colours without lines} */
    public static Heatmap of(ScalarGrid grid, Plane plane, Palette palette) {
        return new Heatmap(grid, plane, palette, true, new float[0], Color.BLACK);
    }

    /** {@return the same map with so many black lines at even places of the palette's range} */
    public Heatmap withContours(int count) {
        float[] levels = new float[count];
        for (int i = 0; i < count; i++) {
            levels[i] = palette.value((i + 1f) / (count + 1));
        }
        return new Heatmap(grid, plane, palette, smooth, levels, ink);
    }
}
