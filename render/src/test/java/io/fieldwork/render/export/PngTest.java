package io.fieldwork.render.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldwork.render.view.Frame;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class PngTest {
    private static byte[] png(Frame frame) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Png.write(frame, out);
        return out.toByteArray();
    }

    @Test
    void opaquePixelsComeBackExactly() throws IOException {
        byte[] rgba = {1, 2, 3, -1, -1, -128, 0, -1, 40, 50, 60, -1};
        byte[] file = png(new Frame(3, 1, rgba, new float[3]));
        Frame back = Png.read(new ByteArrayInputStream(file));
        assertArrayEquals(rgba, back.rgba());
        assertEquals(Float.POSITIVE_INFINITY, back.depth(1, 0));
        assertEquals(
                3, ImageIO.read(new ByteArrayInputStream(file)).getColorModel().getNumComponents());
    }

    @Test
    void alphaIsDividedOut() throws IOException {
        byte[] file = png(new Frame(2, 1, new byte[] {50, 0, 25, 100, 0, 0, 0, 0}, new float[2]));
        assertEquals(
                100 << 24 | 128 << 16 | 64,
                ImageIO.read(new ByteArrayInputStream(file)).getRGB(0, 0));
        assertArrayEquals(
                new byte[] {50, 0, 25, 100, 0, 0, 0, 0},
                Png.read(new ByteArrayInputStream(file)).rgba());
    }

    @Test
    void whatIsNoImageIsRefused() {
        assertThrows(IOException.class, () -> Png.read(new ByteArrayInputStream(new byte[] {1, 2, 3})));
    }

    /** The same levels in grey of 8 and 16 bits, with and without alpha, are the levels that are stored. */
    @Test
    void greyLevelsStayAsTheyAre() throws IOException {
        byte[] expected = {0, 0, 0, -1, 100, 100, 100, -1, -1, -1, -1, -1};
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
            BufferedImage image = new BufferedImage(3, 1, type);
            int scale = type == BufferedImage.TYPE_BYTE_GRAY ? 1 : 257;
            image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 100 * scale, 255 * scale});
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            assertArrayEquals(
                    expected,
                    Png.read(new ByteArrayInputStream(out.toByteArray())).rgba());
        }
    }

    @Test
    void aHeaderOfMorePixelsThanTheFileHoldsIsRefusedBeforeAnythingIsAllocated() throws IOException {
        byte[] file = png(new Frame(3, 1, new byte[12], new float[3]));
        ByteBuffer.wrap(file).putInt(16, 40_000).putInt(20, 50_000);
        assertThrows(IOException.class, () -> Png.read(new ByteArrayInputStream(file)));
    }
}
