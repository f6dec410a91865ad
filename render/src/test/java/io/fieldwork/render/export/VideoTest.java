package io.fieldwork.render.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos are what was put into them. */
final class VideoTest {
    private static final int WIDTH = 90;
    private static final int HEIGHT = 61;
    private static final int FRAMES = 30;

    @TempDir
    Path folder;

    /** A soft spot that wanders over a gradient. */
    private static Frame frame(int number) {
        byte[] rgba = new byte[4 * WIDTH * HEIGHT];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            double x = i % WIDTH;
            double y = i / WIDTH;
            double spot = Math.exp(-(Math.pow(x - 10 - 2 * number, 2) + Math.pow(y - 30, 2)) / 80);
            rgba[4 * i] = (byte) Math.round(40 + 200 * spot);
            rgba[4 * i + 1] = (byte) Math.round(200 * x / WIDTH);
            rgba[4 * i + 2] = (byte) Math.round(200 * y / HEIGHT);
            rgba[4 * i + 3] = -1;
        }
        return new Frame(WIDTH, HEIGHT, rgba, new float[WIDTH * HEIGHT]);
    }

    /** Red, green and blue of limited-range BT.601, the inverse of the matrix in the recommendation. */
    private static int[] rgb(Picture picture, int x, int y) {
        double luma = 1.164383 * (picture.getPlaneData(0)[y * picture.getPlaneWidth(0) + x] + 128 - 16);
        int at = y / 2 * picture.getPlaneWidth(1) + x / 2;
        double blue = picture.getPlaneData(1)[at];
        double red = picture.getPlaneData(2)[at];
        return new int[] {
            clamp(luma + 1.596027 * red), clamp(luma - 0.391762 * blue - 0.812968 * red), clamp(luma + 2.017232 * blue)
        };
    }

    private static int clamp(double value) {
        return (int) Math.clamp(Math.round(value), 0, 255);
    }

    private static double psnr(Frame frame, Picture picture) {
        double sum = 0;
        for (int y = 0; y < HEIGHT / 2 * 2; y++) {
            for (int x = 0; x < WIDTH / 2 * 2; x++) {
                int[] rgb = rgb(picture, x, y);
                for (int c = 0; c < 3; c++) {
                    sum += Math.pow(rgb[c] - frame.component(x, y, c), 2);
                }
            }
        }
        double mean = sum / (3 * (HEIGHT / 2 * 2) * (WIDTH / 2 * 2));
        return 10 * Math.log10(255 * 255 / mean);
    }

    @Test
    void jcodecsVideoIsDecodedAsItWas() throws IOException, JCodecException {
        Path file = folder.resolve("deep/wander.mp4");
        try (Video video = Video.byJcodec(file, WIDTH, HEIGHT, 30)) {
            for (int i = 0; i < FRAMES; i++) {
                video.add(frame(i));
            }
            assertFalse(Files.exists(file), "nobody sees half a video");
        }
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
        try (SeekableByteChannel channel = NIOUtils.readableChannel(file.toFile())) {
            FrameGrab grab = FrameGrab.createFrameGrab(channel);
            assertEquals(FRAMES, grab.getVideoTrack().getMeta().getTotalFrames());
            assertEquals(1, grab.getVideoTrack().getMeta().getTotalDuration(), 1e-3);
            for (int i = 0; i < FRAMES; i++) {
                Picture picture = grab.getNativeFrame();
                assertNotNull(picture);
                double psnr = psnr(frame(i), picture);
                assertTrue(psnr > 34, "frame " + i + " has a PSNR of " + psnr);
            }
            assertNull(grab.getNativeFrame());
        }
    }

    @Test
    void imagesAreNumberedInAFolder() throws IOException {
        Path place = folder.resolve("images");
        try (Video video = Video.open(place, WIDTH, HEIGHT, 30)) {
            video.add(frame(0));
            video.add(frame(1));
        }
        try (InputStream in = Files.newInputStream(place.resolve("00002.png"))) {
            Frame read = Png.read(in);
            assertEquals(frame(1).component(12, 30, 0), read.component(12, 30, 0));
        }
    }

    @Test
    void aProgramGetsRawFramesAndItsFailureIsTold() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
        Path good = script("#!/bin/sh\nfor last; do :; done\ncat > \"$last\"\n");
        Path file = folder.resolve("raw.mp4");
        try (Video video = Video.byProgram(good, file, WIDTH, HEIGHT, 30)) {
            video.add(frame(0));
            video.add(frame(1));
        }
        byte[] raw = Files.readAllBytes(file);
        assertEquals(2 * 3 * WIDTH * HEIGHT, raw.length);
        assertEquals((byte) frame(1).component(12, 30, 0), raw[3 * (WIDTH * (HEIGHT + 30) + 12)]);
        Path bad = script(
                "#!/bin/sh\ncat > /dev/null\nfor last; do :; done\necho half > \"$last\"\necho 'no such encoder'\nexit 1\n");
        Video video = Video.byProgram(bad, folder.resolve("bad.mp4"), WIDTH, HEIGHT, 30);
        video.add(frame(0));
        IOException thrown = assertThrows(IOException.class, video::close);
        assertEquals("ffmpeg failed: no such encoder", thrown.getMessage());
        video.close();
        assertFalse(Files.exists(folder.resolve("bad.mp4")));
        assertFalse(Files.exists(folder.resolve("part-bad.mp4")));
    }

    private Path script(String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "program", ".sh"), text);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    @Test
    void framesOfAnotherSizeAreRefused() throws IOException {
        try (Video video = Video.open(folder.resolve("small"), 2, 2, 30)) {
            assertThrows(IllegalArgumentException.class, () -> video.add(frame(0)));
        }
    }
}
