package io.fieldwork.render.draw;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.view.Frame;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** A legend as pixels: the title, the bar in a frame, and the values at its ends below. */
final class LegendRaster {
    private static final int BAR_WIDTH = 64;
    private static final int BAR_HEIGHT = 8;
    private static final int GAP = 2;

    private final Color ink;
    private final int width;
    private final int height;
    private final byte[] rgba;

    private LegendRaster(Color ink, int width, int height) {
        this.ink = ink;
        this.width = width;
        this.height = height;
        rgba = new byte[4 * width * height];
    }

    static Frame draw(Legend legend) {
        String low = label(legend.palette().low());
        String high = label(legend.palette().high());
        int labels = Font.width(low) + Font.width(high) + 3 * GAP;
        int width = Math.max(Math.max(BAR_WIDTH, labels), Font.width(legend.title()));
        int top = legend.title().isEmpty() ? 0 : Font.HEIGHT + GAP;
        LegendRaster raster = new LegendRaster(legend.ink(), width, top + BAR_HEIGHT + GAP + Font.HEIGHT);
        raster.text(legend.title(), 0, 0);
        raster.bar(legend, top);
        raster.text(low, 0, top + BAR_HEIGHT + GAP);
        raster.text(high, width - Font.width(high), top + BAR_HEIGHT + GAP);
        return new Frame(width, raster.height, raster.rgba, new float[width * raster.height]);
    }

    /** A number in four digits at most. */
    static String label(float value) {
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

    private void bar(Legend legend, int top) {
        for (int x = 0; x < width; x++) {
            boolean side = x == 0 || x == width - 1;
            float[] color = legend.palette().color((x - 1f) / (width - 3));
            for (int y = 0; y < BAR_HEIGHT; y++) {
                boolean rim = side || y == 0 || y == BAR_HEIGHT - 1;
                put(x, top + y, rim ? ink : new Color(color[0], color[1], color[2], 1));
            }
        }
    }

    private void text(String text, int left, int top) {
        for (int i = 0; i < text.length(); i++) {
            for (int y = 0; y < Font.HEIGHT; y++) {
                for (int x = 0; x < Font.WIDTH; x++) {
                    if (Font.isInk(text.charAt(i), x, y)) {
                        put(left + i * Font.ADVANCE + x, top + y, ink);
                    }
                }
            }
        }
    }

    private void put(int x, int y, Color color) {
        float[] components = color.premultiplied();
        for (int c = 0; c < 4; c++) {
            rgba[4 * (y * width + x) + c] = (byte) Math.round(255 * components[c]);
        }
    }
}
