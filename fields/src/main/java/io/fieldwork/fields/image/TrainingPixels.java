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

    /**
     * Writes a place within a learned pixel and the colour that cubic interpolation of the learned pixels has there (Keys 1981, a = -1/2), of which those at the
     * border are repeated.
     *
     * @param right how far the place lies to the right of the middle of the pixel, in distances of learned pixels, within a half
     * @param below how far it lies below
     */
    public void copy(long pixel, double right, double below, int i, float[] places, float[] colors) {
        long column = pixel % columns();
        long row = pixel / columns();
        double x = Math.clamp((column + right) * every + 0.5, 0, image.width());
        double y = Math.clamp((row + below) * every + 0.5, 0, image.height());
        places[2 * i] = (float) (x / image.width());
        places[2 * i + 1] = (float) (y / image.height());
        double u = (x - 0.5) / every;
        double v = (y - 0.5) / every;
        int left = (int) Math.floor(u);
        int above = (int) Math.floor(v);
        double[] across = cubic(u - left);
        double[] down = cubic(v - above);
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            for (int k = 0; k < 16; k++) {
                int at = Math.clamp(left - 1 + k % 4, 0, columns() - 1);
                int under = Math.clamp(above - 1 + k / 4, 0, rows() - 1);
                sum += across[k % 4] * down[k / 4] * color(at * every, under * every, c);
            }
            colors[3 * i + c] = (float) sum;
        }
    }

    /** The weights of four pixels at a place between the middle two. */
    private static double[] cubic(double t) {
        return new double[] {
            0.5 * t * (-1 + t * (2 - t)),
            1 + 0.5 * t * t * (3 * t - 5),
            0.5 * t * (1 + t * (4 - 3 * t)),
            0.5 * t * t * (t - 1)
        };
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
