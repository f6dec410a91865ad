package io.fieldwork.render.draw;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.view.Frame;

/** A legend as pixels: the title, the bar in a frame, and the values at its ends below. */
final class LegendRaster {
    private static final int BAR_WIDTH = 64;
    private static final int BAR_HEIGHT = 8;
    private static final int GAP = 2;

    private LegendRaster() {}

    static Frame draw(Legend legend) {
        String low = Legend.number(legend.palette().low());
        String high = Legend.number(legend.palette().high());
        int labels = Font.width(low) + Font.width(high) + 3 * GAP;
        int width = Math.max(Math.max(BAR_WIDTH, labels), Font.width(legend.title()));
        int top = legend.title().isEmpty() ? 0 : Font.HEIGHT + GAP;
        int bottom = top + BAR_HEIGHT + GAP;
        Lettering image = new Lettering(width, bottom + Font.HEIGHT);
        image.text(legend.title(), 0, 0, legend.ink());
        bar(legend, image, width, top);
        image.text(low, 0, bottom, legend.ink());
        image.text(high, width - Font.width(high), bottom, legend.ink());
        return image.frame();
    }

    private static void bar(Legend legend, Lettering image, int width, int top) {
        for (int x = 0; x < width; x++) {
            boolean side = x == 0 || x == width - 1;
            float[] color = legend.palette().color((x - 1f) / (width - 3));
            for (int y = 0; y < BAR_HEIGHT; y++) {
                boolean rim = side || y == 0 || y == BAR_HEIGHT - 1;
                image.put(x, top + y, rim ? legend.ink() : new Color(color[0], color[1], color[2], 1));
            }
        }
    }
}
