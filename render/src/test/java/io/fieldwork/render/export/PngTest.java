package io.fieldwork.render.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldwork.render.view.Frame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
}
