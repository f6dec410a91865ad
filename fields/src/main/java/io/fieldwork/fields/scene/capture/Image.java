package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Digest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * An image of eight bits a channel: RGB, or RGBA with straight alpha, rows from top to bottom. It is in an array, or in a mapped
 * file.
 *
 * @param width pixels
 * @param height pixels
 * @param channels 3 or 4
 * @param memory [height, width, channels] interleaved, unsigned bytes; not to be changed afterwards
 */
public record Image(int width, int height, int channels, MemorySegment memory) implements ImageSource {
    /** Rejects sizes that do not fit the pixels. */
    public Image {
        boolean shaped = width > 0 && height > 0 && (channels == 3 || channels == 4);
        if (!shaped || memory.byteSize() != (long) width * height * channels) {
            throw new IllegalArgumentException(
                    "%dx%dx%d pixels do not fill %d bytes".formatted(width, height, channels, memory.byteSize()));
        }
    }

    /** An image in an array [height, width, channels], which is not to be changed afterwards. */
    public Image(int width, int height, int channels, byte[] pixels) {
        this(width, height, channels, MemorySegment.ofArray(pixels));
    }

    @Override
    public Image image() {
        return this;
    }

    /** {@return the pixels [height, width, channels]: the array that holds them, or a copy of a mapped file} */
    public byte[] pixels() {
        return memory.heapBase().orElse(null) instanceof byte[] array && array.length == memory.byteSize()
                ? array
                : memory.toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public String digest() {
        return Digest.of(Stream.of(pixels()));
    }

    /** {@return one number of {@link #memory}, 0 to 255} */
    public int level(int index) {
        return memory.get(ValueLayout.JAVA_BYTE, index) & 255;
    }

    /** {@return this image, whose pages of a mapped file were read, so that access to them does not wait} */
    public Image loaded() {
        if (memory.isMapped()) {
            memory.load();
        }
        return this;
    }

    /**
     * {@return the image of a PNG, JPEG or TIFF file, RGBA where it has transparency} Sixteen-bit, gray and palette images are
     * converted: 0 and the largest sample become 0 and 255, all else is in proportion, rounded. Samples are taken as stored,
     * also where they are linear light.
     *
     * @throws UserError if the file is missing, truncated or of another kind
     */
    public static Image read(Path file) {
        return ImageFile.read(file, false);
    }

    /**
     * {@return an opaque image of colours}
     *
     * @param rgb [height, width, 3], nominally in [0, 1]; clipped and rounded to the nearest of 256 levels
     * @param width pixels
     * @param height pixels
     */
    public static Image ofRgb(float[] rgb, int width, int height) {
        byte[] pixels = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            pixels[i] = (byte) Math.round(255 * Math.clamp(rgb[i], 0f, 1f));
        }
        return new Image(width, height, 3, pixels);
    }

    /**
     * Writes a PNG file atomically, in place of one of its name.
     *
     * @throws UserError if the place cannot be written
     */
    public void writePng(Path file) {
        ImageFile.writePng(this, file);
    }

    /**
     * Shrinks by area: every new pixel is the mean of the old image over the rectangle it covers. Colours are weighted
     * by alpha, so what hides behind full transparency does not bleed into opaque edges.
     *
     * @param newWidth pixels, at most {@code width}
     * @param newHeight pixels, at most {@code height}
     */
    public Image resizeArea(int newWidth, int newHeight) {
        if (newWidth < 1 || newHeight < 1 || newWidth > width || newHeight > height) {
            throw new IllegalArgumentException(
                    "An image of %dx%d cannot be averaged down to %dx%d".formatted(width, height, newWidth, newHeight));
        }
        if (newWidth == width && newHeight == height) {
            return this;
        }
        byte[] in = pixels();
        byte[] out = new byte[newWidth * newHeight * channels];
        double[] mean = new double[4];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                average(
                        in,
                        (double) ((long) x * width) / newWidth,
                        (double) ((x + 1L) * width) / newWidth,
                        (double) ((long) y * height) / newHeight,
                        (double) ((y + 1L) * height) / newHeight,
                        mean);
                for (int c = 0; c < channels; c++) {
                    out[(y * newWidth + x) * channels + c] = (byte) (mean[c] + 0.5);
                }
            }
        }
        return new Image(newWidth, newHeight, channels, out);
    }

    /**
     * The image as an EXIF orientation (1 to 8) says it is to be seen; 5 to 8 exchange rows and columns.
     */
    Image turned(int orientation) {
        boolean swapped = orientation > 4;
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int newWidth = swapped ? height : width;
        byte[] in = pixels();
        byte[] out = new byte[in.length];
        for (int i = 0; i < width * height; i++) {
            int across = swapped ? i / newWidth : i % newWidth;
            int down = swapped ? i % newWidth : i / newWidth;
            int x = fromRight ? width - 1 - across : across;
            int y = fromBottom ? height - 1 - down : down;
            System.arraycopy(in, (y * width + x) * channels, out, i * channels, channels);
        }
        return new Image(newWidth, swapped ? width : height, channels, out);
    }

    /** A copy whose alpha is the linear light of the red channel of another image of this size, as instant-ngp reads it. */
    Image withAlphaOf(Image red) {
        byte[] out = withAlpha().pixels().clone();
        for (int i = 0; i < width * height; i++) {
            out[4 * i + 3] = (byte) Math.round(255 * Srgb.linear(red.level(i * red.channels()) / 255.0));
        }
        return new Image(width, height, 4, out);
    }

    /** {@return this image if it has an alpha channel, otherwise an opaque copy with one} */
    public Image withAlpha() {
        if (channels == 4) {
            return this;
        }
        byte[] in = pixels();
        byte[] out = new byte[width * height * 4];
        for (int i = 0; i < width * height; i++) {
            System.arraycopy(in, 3 * i, out, 4 * i, 3);
            out[4 * i + 3] = (byte) 255;
        }
        return new Image(width, height, 4, out);
    }

    private void average(byte[] in, double x0, double x1, double y0, double y1, double[] mean) {
        double red = 0;
        double green = 0;
        double blue = 0;
        double alpha = 0;
        for (int y = (int) y0; y < y1 && y < height; y++) {
            double rowWeight = Math.min(y1, y + 1) - Math.max(y0, y);
            for (int x = (int) x0; x < x1 && x < width; x++) {
                double weight = rowWeight * (Math.min(x1, x + 1) - Math.max(x0, x));
                int at = (y * width + x) * channels;
                double seen = channels == 4 ? weight * (in[at + 3] & 255) : weight * 255;
                red += seen * (in[at] & 255);
                green += seen * (in[at + 1] & 255);
                blue += seen * (in[at + 2] & 255);
                alpha += seen;
            }
        }
        double scale = alpha > 0 ? 1 / alpha : 0;
        mean[0] = red * scale;
        mean[1] = green * scale;
        mean[2] = blue * scale;
        mean[3] = alpha / ((x1 - x0) * (y1 - y0));
    }
}
