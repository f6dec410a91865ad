package io.fieldwork.fields.scene.capture;

import java.awt.image.Raster;

/**
 * How the samples of a decoded file become the eight bits of an {@link Image}: 0 and the largest one become 0 and 255, all else is in
 * proportion, rounded; of linear light this holds after the curve of sRGB.
 *
 * @param bits of a sample of each band; a palette's opacity may have one
 * @param premultiplied whether light was multiplied by opacity, the last of an even number of bands
 * @param linear whether the samples are linear light
 */
record Samples(int[] bits, boolean premultiplied, boolean linear) {
    private static final int MOST_BITS = 16;

    /** Whether no sample has more bits than can be read. */
    boolean whole() {
        for (int each : bits) {
            if (each > MOST_BITS) {
                return false;
            }
        }
        return true;
    }

    Image image(Raster raster) {
        int bands = raster.getNumBands();
        int channels = bands % 2 == 0 ? 4 : 3;
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] pixels = new byte[width * height * channels];
        byte[][] light = {
            levels(bits[0], linear), levels(bits[bands < 3 ? 0 : 1], linear), levels(bits[bands < 3 ? 0 : 2], linear)
        };
        byte[] opacity = levels(bits[bands - 1], false);
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int from = x * bands;
                int at = (y * width + x) * channels;
                for (int c = 0; c < 3; c++) {
                    int value = row[from + (bands < 3 ? 0 : c)];
                    pixels[at + c] = light[c][premultiplied ? straight(value, row[from + bands - 1]) : value];
                }
                if (channels == 4) {
                    pixels[at + 3] = opacity[row[from + bands - 1]];
                }
            }
        }
        return new Image(width, height, channels, pixels);
    }

    private int straight(int value, int opacity) {
        int most = (1 << bits[0]) - 1;
        return opacity == 0 ? 0 : (int) Math.min(most, ((long) value * most + opacity / 2) / opacity);
    }

    /** The level of each value of so many bits. */
    private static byte[] levels(int bits, boolean linear) {
        int most = (1 << bits) - 1;
        byte[] levels = new byte[most + 1];
        for (int value = 0; value <= most; value++) {
            levels[value] = linear ? Srgb.bits((double) value / most) : (byte) ((255L * value + most / 2) / most);
        }
        return levels;
    }
}
