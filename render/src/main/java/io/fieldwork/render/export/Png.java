package io.fieldwork.render.export;

import io.fieldwork.render.view.Frame;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** The PNG format of frames, eight bits a component. Alpha is written unless it is opaque, depth never. */
public final class Png {
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
        BufferedImage image = ImageIO.read(in);
        if (image == null) {
            throw new IOException("this is no image that Java can read");
        }
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        byte[] rgba = new byte[4 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int alpha = pixels[i] >>> 24;
            for (int c = 0; c < 3; c++) {
                rgba[4 * i + c] = (byte) Math.round(((pixels[i] >> (16 - 8 * c)) & 0xff) * alpha / 255f);
            }
            rgba[4 * i + 3] = (byte) alpha;
        }
        return Frame.flat(width, image.getHeight(), rgba);
    }
}
