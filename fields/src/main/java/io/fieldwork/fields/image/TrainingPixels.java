package io.fieldwork.fields.image;

import io.fieldwork.fields.scene.capture.Image;

/**
 * The pixels of an image that a field learns from: all, or every n-th along both sides. The middle of pixel i of w lies at (i + 1/2) / w, whichever
 * are learned.
 *
 * @param image opaque; its bytes are read where they are
 * @param every 1 for all pixels, 2 for a quarter of them, and so on
 */
public record TrainingPixels(Image image, int every) {
    /** Rejects images with alpha, and steps that leave fewer than two pixels along a side. */
    public TrainingPixels {
        if (image.channels() != 3 || every < 1 || every >= Math.min(image.width(), image.height())) {
            throw new IllegalArgumentException("every %d of %dx%d pixels of %d channels"
                    .formatted(every, image.width(), image.height(), image.channels()));
        }
    }

    /** {@return learned pixels along a row} */
    public int columns() {
        return (image.width() + every - 1) / every;
    }

    /** {@return learned pixels along a column} */
    public int rows() {
        return (image.height() + every - 1) / every;
    }

    /** {@return learned pixels in all} */
    public long count() {
        return (long) columns() * rows();
    }

    /** {@return whether a pixel of the image is learned from} */
    public boolean learns(int x, int y) {
        return x % every == 0 && y % every == 0;
    }

    /**
     * Writes the place and the colour of a learned pixel.
     *
     * @param pixel its number, row by row
     * @param i where in both arrays
     * @param places [n, 2], x and y in [0, 1]
     * @param colors [n, 3] in [0, 1]
     */
    public void copy(long pixel, int i, float[] places, float[] colors) {
        int x = (int) (pixel % columns()) * every;
        int y = (int) (pixel / columns()) * every;
        places[2 * i] = (x + 0.5f) / image.width();
        places[2 * i + 1] = (y + 0.5f) / image.height();
        for (int c = 0; c < 3; c++) {
            colors[3 * i + c] = color(x, y, c);
        }
    }

    /** {@return one of the three colours of a pixel of the image, in [0, 1]} */
    public float color(int x, int y, int c) {
        return image.level((y * image.width() + x) * 3 + c) / 255f;
    }

    /** {@return an image without alpha, over white; the same one if it has none} */
    public static Image opaque(Image image) {
        if (image.channels() == 3) {
            return image;
        }
        byte[] rgb = new byte[image.width() * image.height() * 3];
        for (int i = 0; i < rgb.length; i++) {
            int alpha = image.level(i / 3 * 4 + 3);
            rgb[i] = (byte) ((image.level(i / 3 * 4 + i % 3) * alpha + 255 * (255 - alpha) + 127) / 255);
        }
        return new Image(image.width(), image.height(), 3, rgb);
    }
}
