package io.fieldwork.render.export;

import io.fieldwork.render.view.Frame;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The PNG format of frames, eight bits a component. Alpha is written unless it is opaque, depth never. */
public final class Png {
    /** Pixels in a byte, beyond which a header is not believed: what deflate reaches for one bit a pixel. */
    private static final long MOST_COMPRESSED = 8 * 1032;

    private Png() {}

    /**
     * Writes a frame.
     *
     * @param frame its colours are written
     * @param out the target; it stays open
     * @throws IOException if it cannot be written
     */
    public static void write(Frame frame, OutputStream out) throws IOException {
        int width = frame.width();
        int[] pixels = new int[width * frame.height()];
        boolean opaque = true;
        for (int i = 0; i < pixels.length; i++) {
            int alpha = frame.component(i % width, i / width, 3);
            opaque &= alpha == 255;
            pixels[i] = alpha << 24;
            for (int c = 0; c < 3 && alpha > 0; c++) {
                int straight = Math.min(255, Math.round(255f * frame.component(i % width, i / width, c) / alpha));
                pixels[i] |= straight << (16 - 8 * c);
            }
        }
        int type = opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB;
        BufferedImage image = new BufferedImage(width, frame.height(), type);
        image.setRGB(0, 0, width, frame.height(), pixels, 0, width);
        ImageIO.write(image, "png", out);
    }

    /**
     * Reads an image as a frame that is infinitely far away.
     *
     * @param in an image in any format that Java reads; it stays open
     * @return the frame
     * @throws IOException if it cannot be read
     */
    public static Frame read(InputStream in) throws IOException {
        BufferedImage image = decoded(in.readAllBytes());
        int width = image.getWidth();
        int height = image.getHeight();
        Raster grey =
                image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY ? image.getRaster() : null;
        int[] pixels = grey == null ? image.getRGB(0, 0, width, height, null, 0, width) : straight(grey);
        byte[] rgba = new byte[4 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int alpha = pixels[i] >>> 24;
            for (int c = 0; c < 3; c++) {
                rgba[4 * i + c] = (byte) Math.round(((pixels[i] >> (16 - 8 * c)) & 0xff) * alpha / 255f);
            }
            rgba[4 * i + 3] = (byte) alpha;
        }
        return Frame.flat(width, height, rgba);
    }

    /** Decodes an image whose header promises no more pixels than its bytes can hold. */
    private static BufferedImage decoded(byte[] file) throws IOException {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new IOException("this is no image that Java can read");
            }
            ImageReader reader = readers.next();
            reader.setInput(stream, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels / MOST_COMPRESSED > file.length || pixels > Integer.MAX_VALUE / 4) {
                throw new IOException(file.length + " bytes cannot hold its " + pixels + " pixels");
            }
            return reader.read(0);
        } catch (EOFException e) {
            throw new IOException("the image ends too early", e);
        } catch (RuntimeException e) {
            throw new IOException("the image is damaged: " + e.getMessage(), e);
        }
    }

    /** Grey levels as they are stored, without the conversion between colour spaces that Java would make. */
    private static int[] straight(Raster grey) {
        int bands = grey.getNumBands();
        int most = (1 << grey.getSampleModel().getSampleSize(0)) - 1;
        int[] samples = grey.getPixels(0, 0, grey.getWidth(), grey.getHeight(), (int[]) null);
        int[] pixels = new int[samples.length / bands];
        for (int i = 0; i < pixels.length; i++) {
            int level = Math.round(255f * samples[i * bands] / most);
            int alpha = bands == 1 ? 255 : Math.round(255f * samples[i * bands + 1] / most);
            pixels[i] = alpha << 24 | level * 0x010101;
        }
        return pixels;
    }
}
