package io.fieldwork.render.draw;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.view.Frame;

/** A small image that letters are written into, clear where nothing is. */
final class Lettering {
    private final int width;
    private final int height;
    private final byte[] rgba;

    Lettering(int width, int height) {
        this.width = width;
        this.height = height;
        rgba = new byte[4 * width * height];
    }

    /** Writes a line whose upper left corner is at a pixel. */
    void text(String text, int left, int top, Color ink) {
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

    void put(int x, int y, Color color) {
        float[] components = color.premultiplied();
        for (int c = 0; c < 4; c++) {
            rgba[4 * (y * width + x) + c] = (byte) Math.round(255 * components[c]);
        }
    }

    Frame frame() {
        return new Frame(width, height, rgba, new float[width * height]);
    }
}
