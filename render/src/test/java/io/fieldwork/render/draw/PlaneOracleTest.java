package io.fieldwork.render.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Glyphs;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Label;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Picture;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.ScalarGrid;
import io.fieldwork.render.scene.Streaks;
import io.fieldwork.render.scene.VectorGrid;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.View;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What lies on planes beside the colours and places that it must have. The view shows 4/3 x 1 around 0, 48 pixels a unit. */
final class PlaneOracleTest {
    private static final Plane ALL = Plane.xy(-4f / 3, -1, 4f / 3, 1);

    @RegisterExtension
    static final Studio STUDIO = new Studio();

    private static double x(int pixel) {
        return (pixel + 0.5 - 64) / 48;
    }

    private static double y(int pixel) {
        return (48 - pixel - 0.5) / 48;
    }

    /** One cell for each pixel. */
    private static ScalarGrid grid(Examples.Function function) {
        float[] values = new float[128 * 96];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) function.at(x(i % 128), y(95 - i / 128), 0);
        }
        return new ScalarGrid(128, 96, values);
    }

    @Test
    void cellsHaveTheColoursOfTheirValues() {
        ScalarGrid grid = grid((x, y, z) -> Math.exp(x + 2 * y));
        for (Palette palette : new Palette[] {
            Palette.of(Colormap.TURBO, 0, 8),
            Palette.of(Colormap.VIRIDIS, 0.1f, 10).byLogarithm(),
            Palette.of(Colormap.INFERNO, 0, 5).invert(),
            Palette.of(Colormap.GRAY, 3, 1)
        }) {
            for (boolean smooth : new boolean[] {false, true}) {
                Frame frame = STUDIO.draw(
                        Examples.flat(), new Heatmap(grid, ALL, palette, smooth, new float[0], Color.BLACK));
                for (int i = 0; i < 128 * 96; i += 7) {
                    float value = grid.values()[i % 128 + 128 * (95 - i / 128)];
                    float[] color = palette.color(palette.position(value));
                    for (int c = 0; c < 3; c++) {
                        assertEquals(255 * color[c], frame.component(i % 128, i / 128, c), 3, palette + " at " + i);
                    }
                }
            }
        }
    }

    @Test
    void contoursOfADistanceAreCircles() {
        ScalarGrid grid = grid((x, y, z) -> Math.hypot(x, y));
        Palette white = Palette.of(Colormap.GRAY, -2, -1);
        double[] radii = {0.3, 0.75};
        Frame frame = STUDIO.draw(
                Examples.flat(), new Heatmap(grid, ALL, white, true, new float[] {0.3f, 0.75f}, Color.BLACK));
        for (int py = 0; py < 96; py++) {
            for (int px = 0; px < 128; px++) {
                double r = Math.hypot(x(px), y(py));
                double pixels = 48 * Math.min(Math.abs(r - radii[0]), Math.abs(r - radii[1]));
                int shade = frame.component(px, py, 0);
                if (pixels < 0.2) {
                    assertTrue(shade < 40, "ink at " + px + ", " + py);
                } else if (pixels > 1.5) {
                    assertEquals(255, shade, "no ink at " + px + ", " + py);
                }
            }
        }
    }

    @Test
    void whatIsNoNumberIsNotDrawn() {
        ScalarGrid grid = grid((x, y, z) -> x > 0 ? Double.NaN : 1);
        Frame frame = STUDIO.drawClear(Examples.flat(), Heatmap.of(grid, ALL, Palette.of(Colormap.GRAY, 0, 2)));
        assertEquals(255, frame.component(60, 40, 3));
        assertEquals(0, frame.component(66, 40, 3));
        assertEquals(Float.POSITIVE_INFINITY, frame.depth(66, 40));
    }

    @Test
    void imagesKeepTheirPixels() {
        byte[] rgba = new byte[4 * 128 * 96];
        new Random(5).nextBytes(rgba);
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = (byte) 255;
        }
        Frame image = new Frame(128, 96, rgba, new float[128 * 96]);
        for (boolean smooth : new boolean[] {false, true}) {
            Frame frame = STUDIO.draw(Examples.flat(), new Picture(image, ALL, smooth));
            for (int i = 0; i < rgba.length; i++) {
                assertEquals(rgba[i] & 0xff, frame.rgba()[i] & 0xff, smooth ? 3 : 0, "component " + i);
            }
        }
    }

    private static VectorGrid uniform(float x, float y, boolean directors) {
        float[] vectors = new float[2 * 16 * 12];
        for (int i = 0; i < vectors.length; i += 2) {
            float sign = directors && i % 6 == 0 ? -1 : 1;
            vectors[i] = sign * x;
            vectors[i + 1] = sign * y;
        }
        return new VectorGrid(16, 12, vectors, directors);
    }

    /** Mean change of brightness from a pixel to one that is that far away. */
    private static double change(Frame frame, int right, int down) {
        double sum = 0;
        for (int y = 20; y < 76; y++) {
            for (int x = 20; x < 108; x++) {
                sum += Math.abs(frame.component(x, y, 0) - frame.component(x + right, y + down, 0));
            }
        }
        return sum / (56 * 88);
    }

    @Test
    void strokesOfAUniformFlowRunAlongIt() {
        Palette white = Palette.of(Colormap.GRAY, 0, 1);
        for (boolean directors : new boolean[] {false, true}) {
            Frame level = STUDIO.draw(Examples.flat(), new Streaks(uniform(1, 0, directors), ALL, white, 128, 24));
            assertTrue(change(level, 2, 0) < 0.25 * change(level, 0, 2), "along x, directors " + directors);
            Frame steep =
                    STUDIO.draw(Examples.flat(), new Streaks(uniform(0.7f, 0.7f, directors), ALL, white, 128, 24));
            assertTrue(change(steep, 2, -2) < 0.25 * change(steep, 2, 2), "along x = y, directors " + directors);
        }
    }

    @Test
    void arrowsPointAlongTheirVectors() {
        View view = Examples.flat();
        Palette palette = Palette.of(Colormap.GRAY, -1, 0);
        Frame frame = STUDIO.drawClear(
                view, new Glyphs(new float[] {0.3f, 0.1f, 0}, new float[] {0.5f, 0, 0}, true, 1, 0.08f, palette));
        int[] heights = new int[128];
        for (int x = 0; x < 128; x++) {
            for (int y = 0; y < 96; y++) {
                heights[x] += frame.component(x, y, 3) > 0 ? 1 : 0;
            }
        }
        // From 0.05 to 0.55 along x; a shaft of 0.08, a head of 0.24.
        assertEquals(0, heights[64 + 1]);
        assertEquals(4, heights[64 + 4], 1);
        assertEquals(11, heights[64 + 16], 2);
        assertEquals(2, heights[64 + 25], 2);
        assertEquals(0, heights[64 + 28]);
        assertTrue(frame.component(64 + 10, 48 - 5, 3) > 0, "the shaft is at y = 0.1");
    }

    @Test
    void legendsShowTheColoursFromLowToHigh() {
        Palette palette = Palette.of(Colormap.VIRIDIS, 0, 1);
        Frame frame = STUDIO.drawClear(Examples.flat(), new Legend(palette, "", Color.BLACK));
        // Letters of 12 pixels: the bar is 10 pixels high in a border of 1, 25 above the lower edge, and may be 63
        // long.
        int y = 96 - 25 - 5;
        int left = 0;
        while (frame.component(left, y, 3) == 0) {
            left++;
        }
        assertEquals(0, frame.component(left, y, 1), "ink");
        for (int i = 1; i < 62; i++) {
            float[] color = Colormap.VIRIDIS.at((i - 0.5f) / 61);
            for (int c = 0; c < 3; c++) {
                assertEquals(255 * color[c], frame.component(left + i, y, c), 2, "column " + i);
            }
        }
        assertEquals(0, frame.component(left + 62, y, 1), "ink");
        assertEquals(0, frame.component(left + 63, y, 3));
    }

    private static long ink(Frame frame) {
        return IntStream.range(0, 128 * 96)
                .map(i -> frame.component(i % 128, i / 128, 3))
                .sum();
    }

    @Test
    void labelsAtTheEdgeStayInside() {
        long whole = ink(STUDIO.drawClear(Examples.flat(), new Label("0.25", new Vector3f(), 0.5f, 0.5f, Color.BLACK)));
        for (float[] corner : new float[][] {{1.3f, 0.95f, 0, 0}, {-1.3f, -0.95f, 1, 1}, {0, 1, 0.5f, 0}}) {
            Vector3f place = new Vector3f(corner[0], corner[1], 0);
            Frame frame =
                    STUDIO.drawClear(Examples.flat(), new Label("0.25", place, corner[2], corner[3], Color.BLACK));
            assertEquals(whole, ink(frame), Arrays.toString(corner));
        }
        Vector3f outside = new Vector3f(1.5f, 0, 0);
        assertEquals(0, ink(STUDIO.drawClear(Examples.flat(), new Label("0.25", outside, 0, 0.5f, Color.BLACK))));
    }
}
