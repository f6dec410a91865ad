package io.fieldwork.render.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.export.Png;
import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Frames beside images that were looked at. A frame may differ by 1 of 255 in the mean over all components, and by more than 40
 * in one pixel of a hundred: edges that another driver rasterises otherwise. What was drawn is left in {@code target/golden};
 * with {@code -Dfieldwork.golden=keep} it becomes the image to look at.
 */
public final class Golden {
    private static final double MEAN = 1;
    private static final int LARGE = 40;
    private static final double SHARE = 0.01;

    private static final boolean KEEP = "keep".equals(System.getProperty("fieldwork.golden"));
    private static final Path DRAWN = Path.of("target", "golden");
    private static final Path KEPT = Path.of("src/test/resources/io/fieldwork/render/draw/golden");

    private Golden() {}

    public static void check(String name, Frame frame) throws IOException {
        Path drawn = (KEEP ? KEPT : DRAWN).resolve(name + ".png");
        Files.createDirectories(drawn.getParent());
        try (OutputStream out = Files.newOutputStream(drawn)) {
            Png.write(frame, out);
        }
        if (KEEP) {
            return;
        }
        try (InputStream in = Golden.class.getResourceAsStream("golden/" + name + ".png")) {
            assertNotNull(in, "look at " + drawn + " and keep it");
            compare(name, Png.read(in), frame);
        }
    }

    private static void compare(String name, Frame golden, Frame frame) {
        assertEquals(golden.width(), frame.width());
        assertEquals(golden.height(), frame.height());
        long sum = 0;
        int large = 0;
        for (int pixel = 0; pixel < frame.width() * frame.height(); pixel++) {
            int worst = 0;
            for (int c = 0; c < 4; c++) {
                int difference = Math.abs((golden.rgba()[4 * pixel + c] & 0xff) - (frame.rgba()[4 * pixel + c] & 0xff));
                sum += difference;
                worst = Math.max(worst, difference);
            }
            large += worst > LARGE ? 1 : 0;
        }
        double mean = sum / (double) frame.rgba().length;
        assertTrue(mean <= MEAN, name + " differs by " + mean + " of 255 in the mean");
        assertTrue(large <= SHARE * frame.depth().length, name + " differs much in " + large + " pixels");
    }
}
