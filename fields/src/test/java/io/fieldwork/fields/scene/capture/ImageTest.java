package io.fieldwork.fields.scene.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTest {
    @TempDir
    Path folder;

    private static Image noise(int width, int height, int channels, long seed) {
        byte[] pixels = new byte[width * height * channels];
        new Random(seed).nextBytes(pixels);
        return new Image(width, height, channels, pixels);
    }

    /** Repeats every pixel so that old and new pixels both consist of whole cells, then averages cells in double. */
    private static double[] bruteForce(Image image, int width, int height, int at) {
        int x0 = at % width;
        int y0 = at / width;
        double[] sum = new double[4];
        for (int y = y0 * image.height(); y < (y0 + 1) * image.height(); y++) {
            for (int x = x0 * image.width(); x < (x0 + 1) * image.width(); x++) {
                int source = ((y / height) * image.width() + x / width) * image.channels();
                double alpha = image.channels() == 4 ? (image.pixels()[source + 3] & 255) / 255.0 : 1;
                for (int c = 0; c < 3; c++) {
                    sum[c] += alpha * (image.pixels()[source + c] & 255);
                }
                sum[3] += alpha;
            }
        }
        double cells = (double) image.width() * image.height();
        double alpha = Math.max(sum[3], 1e-12);
        return new double[] {sum[0] / alpha, sum[1] / alpha, sum[2] / alpha, 255 * sum[3] / cells};
    }

    @ParameterizedTest
    @CsvSource({"12,8,6,4,3", "12,8,6,4,4", "13,7,5,3,4", "9,9,4,7,3", "5,5,1,1,4", "6,5,6,2,4"})
    void areaAverageAgreesWithBruteForce(int w, int h, int newW, int newH, int channels) {
        Image image = noise(w, h, channels, 3);
        Image small = image.resizeArea(newW, newH);
        assertEquals(newW * newH * channels, small.pixels().length);
        for (int i = 0; i < newW * newH; i++) {
            double[] expected = bruteForce(image, newW, newH, i);
            for (int c = 0; c < channels; c++) {
                assertEquals(expected[c], small.pixels()[i * channels + c] & 255, 0.5 + 1e-6);
            }
        }
    }

    @Test
    void transparentColoursDoNotBleedIntoOpaqueEdges() {
        byte[] pixels = {(byte) 200, 100, 50, (byte) 255, 0, (byte) 255, 0, 0};
        Image one = new Image(2, 1, 4, pixels).resizeArea(1, 1);
        assertArrayEquals(new byte[] {(byte) 200, 100, 50, (byte) 128}, one.pixels());
        Image nothing = new Image(2, 1, 4, new byte[] {9, 9, 9, 0, 7, 7, 7, 0}).resizeArea(1, 1);
        assertArrayEquals(new byte[4], nothing.pixels());
    }

    @Test
    void anImageOnlyShrinks() {
        Image small = noise(9, 6, 3, 1).resizeArea(4, 3);
        assertEquals(4, small.width());
        assertEquals(3, small.height());
        assertThrows(IllegalArgumentException.class, () -> small.resizeArea(5, 3));
    }

    @Test
    void coloursAreClippedAndRounded() {
        Image image = Image.ofRgb(new float[] {-0.5f, 0.5f, 2f, 0.1f, 1f, Float.NaN}, 2, 1);
        assertArrayEquals(new byte[] {0, (byte) 128, (byte) 255, 26, (byte) 255, 0}, image.pixels());
    }

    @ParameterizedTest
    @CsvSource({"3", "4"})
    void pngKeepsEveryByte(int channels) throws IOException {
        Image image = noise(17, 5, channels, 2);
        Path file = folder.resolve("below/x.png");
        image.writePng(file);
        image.writePng(file);
        Image back = Image.read(file);
        assertEquals(channels, back.channels());
        assertArrayEquals(image.pixels(), back.pixels());
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void grayIsTakenAsStored() throws IOException {
        BufferedImage gray = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        gray.getRaster().setSample(0, 0, 0, 128);
        gray.getRaster().setSample(1, 0, 0, 7);
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 128 * 257);
        deep.getRaster().setSample(1, 0, 0, 7 * 257 + 100);
        BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        bits.getRaster().setSample(1, 0, 0, 1);
        assertArrayEquals(new byte[] {-128, -128, -128, 7, 7, 7}, stored(gray).pixels());
        assertArrayEquals(new byte[] {-128, -128, -128, 7, 7, 7}, stored(deep).pixels());
        assertArrayEquals(new byte[] {0, 0, 0, -1, -1, -1}, stored(bits).pixels());
    }

    @Test
    void sixteenBitsBecomeEight() throws IOException {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_USHORT);
        BufferedImage deep = new BufferedImage(model, model.createCompatibleWritableRaster(1, 1), false, null);
        deep.getRaster().setPixel(0, 0, new int[] {65535, 200 * 257 + 128, 200 * 257 + 129, 99 * 257});
        assertArrayEquals(
                new byte[] {-1, (byte) 200, (byte) 201, 99}, stored(deep).pixels());
    }

    /** Every fifth of 65536 values of linear light, through the curve of IEC 61966-2-1. */
    @Test
    void linearLightOfSixteenBitsBecomesSrgb() throws IOException {
        BufferedImage deep = deep(64, 205, false);
        Path file = folder.resolve("light.tif");
        assertTrue(ImageIO.write(deep, "tif", file.toFile()));
        assertEquals(new ImageHeader(64, 205, false, 1), ImageFile.header(file));
        byte[] pixels = ImageFile.read(file, true).pixels();
        byte[] stored = Image.read(file).pixels();
        for (int i = 0; i < 64 * 205 * 3; i++) {
            double light = (5 * i % 65536) / 65535.0;
            double curve = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
            assertEquals(255 * curve, pixels[i] & 255, 0.5 + 1e-9);
            assertEquals(255 * light, stored[i] & 255, 0.5 + 1e-9);
        }
    }

    /** Samples 0, 5, 10 and so on, opacity apart. */
    private static BufferedImage deep(int width, int height, boolean opacity) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                opacity,
                false,
                opacity ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(width, height);
        for (int i = 0; i < width * height * 3; i++) {
            raster.setSample(i / 3 % width, i / 3 / width, i % 3, 5 * i % 65536);
        }
        return new BufferedImage(model, raster, false, null);
    }

    /** A gamma of 1 makes a PNG file linear, unless a chunk says more; 1 / 2.2, which many write, does not. */
    @Test
    void theHeadOfAPngFileSaysWhetherItIsLinear() throws IOException {
        Path file = folder.resolve("stored.png");
        stored(deep(4, 4, true));
        byte[] plain = Files.readAllBytes(file);
        assertFalse(ImageHead.isLinear(file));
        byte[] unit = chunk("gAMA", new byte[] {0, 1, (byte) 0x86, (byte) 0xA0});
        Files.write(file, with(plain, unit));
        assertTrue(ImageHead.isLinear(file));
        assertEquals(4, Image.read(file).channels());
        Files.write(file, with(plain, chunk("gAMA", new byte[] {0, 0, (byte) 0xB1, (byte) 0x8F})));
        assertFalse(ImageHead.isLinear(file));
        Files.write(file, with(with(plain, unit), chunk("sRGB", new byte[1])));
        assertFalse(ImageHead.isLinear(file));
    }

    /** A file with a chunk behind its header, which ends at 33. */
    private static byte[] with(byte[] png, byte[] chunk) {
        byte[] out = Arrays.copyOf(png, png.length + chunk.length);
        System.arraycopy(chunk, 0, out, 33, chunk.length);
        System.arraycopy(png, 33, out, 33 + chunk.length, png.length - 33);
        return out;
    }

    private static byte[] chunk(String type, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + content.length).putInt(content.length);
        chunk.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(content);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + content.length);
        return chunk.putInt((int) sum.getValue()).array();
    }

    @Test
    void samplesThatAreNoNumbersOfSixteenBitsAreRefused() throws IOException {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_FLOAT);
        BufferedImage light = new BufferedImage(model, model.createCompatibleWritableRaster(4, 4), false, null);
        Path file = folder.resolve("float.tif");
        assertTrue(ImageIO.write(light, "tif", file.toFile()));
        UserError error = assertThrows(UserError.class, () -> Image.read(file));
        assertTrue(
                error.getMessage().contains("float.tif") && error.getMessage().contains("16"), error.getMessage());
    }

    /** As images are kept on disk. */
    @Test
    void anImageInAMappedFileIsTheOneInAnArray() throws IOException {
        Image image = noise(7, 5, 4, 8);
        Path file = Files.write(folder.resolve("plain"), image.pixels());
        try (FileChannel channel = FileChannel.open(file)) {
            Image mapped = new Image(
                            7, 5, 4, channel.map(FileChannel.MapMode.READ_ONLY, 0, Files.size(file), Arena.ofAuto()))
                    .loaded();
            assertArrayEquals(image.pixels(), mapped.pixels());
            assertArrayEquals(
                    image.resizeArea(3, 3).pixels(), mapped.resizeArea(3, 3).pixels());
            assertEquals(image.level(11), mapped.level(11));
        }
    }

    @Test
    void palettesKeepTheirTransparency() throws IOException {
        byte[] red = {10, 20};
        byte[] green = {30, 40};
        byte[] blue = {50, 60};
        byte[] alpha = {(byte) 255, 99};
        IndexColorModel palette = new IndexColorModel(8, 2, red, green, blue, alpha);
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setSample(1, 0, 0, 1);
        assertArrayEquals(
                new byte[] {10, 30, 50, -1, 20, 40, 60, 99}, stored(image).pixels());
    }

    /** As GIMP and GIF converters write it: one of the colours is nothing, which takes one bit. */
    @Test
    void oneColourOfAPaletteMayBeNothing() throws IOException {
        byte[] grey = {9, 8, 7, 6};
        IndexColorModel palette = new IndexColorModel(8, 4, grey, grey, grey, 2);
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setSample(1, 0, 0, 2);
        image.getRaster().setSample(2, 0, 0, 3);
        byte[] pixels = stored(image).pixels();
        assertArrayEquals(new byte[] {9, 9, 9, -1}, Arrays.copyOf(pixels, 4));
        assertEquals(0, pixels[7]);
        assertArrayEquals(new byte[] {6, 6, 6, -1}, Arrays.copyOfRange(pixels, 8, 12));
    }

    @Test
    void inksBecomeTheLightTheyLeave(@TempDir Path place) throws IOException {
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 8, 4, null);
        int[] ink = {100, 50, 0, 60};
        for (int i = 0; i < 16 * 8; i++) {
            inks.setPixel(i % 16, i / 16, ink);
        }
        Path file = place.resolve("inks.jpg");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(new IIOImage(inks, null, null));
        }
        Image read = Image.read(file);
        assertEquals(3, read.channels());
        for (int c = 0; c < 3; c++) {
            assertEquals((255 - ink[c]) * (255 - 60) / 255.0, read.pixels()[c] & 255, 4);
        }
    }

    @Test
    void everyOrientationIsTurnedUpright() {
        // The letters a to f as seen: rows abc, def. What is stored, by the table of the EXIF standard.
        String[] stored = {"abcdef", "cbafed", "fedcba", "defabc", "adbecf", "cfbead", "fcebda", "daebfc"};
        for (int orientation = 1; orientation <= 8; orientation++) {
            int width = orientation > 4 ? 2 : 3;
            byte[] pixels = new byte[18];
            for (int i = 0; i < 18; i++) {
                pixels[i] = (byte) stored[orientation - 1].charAt(i / 3);
            }
            Image seen = new Image(width, 6 / width, 3, pixels).turned(orientation);
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < 18; i += 3) {
                letters.append((char) seen.pixels()[i]);
            }
            assertEquals("abcdef", letters.toString(), "orientation " + orientation);
            assertEquals(3, seen.width());
        }
    }

    @Test
    void opaqueImagesGainAlphaOnRequest() {
        Image image = new Image(1, 1, 3, new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3, -1}, image.withAlpha().pixels());
    }

    @Test
    void jpegIsReadRoughly() throws IOException {
        Path file = jpeg();
        Image image = Image.read(file);
        assertEquals(3, image.channels());
        assertEquals(200, image.pixels()[0] & 255, 4);
        assertEquals(30, image.pixels()[2] & 255, 4);
    }

    @ParameterizedTest
    @CsvSource({"0.02", "0.3", "0.6", "0.95"})
    void truncatedFilesAreRefusedByName(double part) throws IOException {
        Path png = folder.resolve("whole.png");
        noise(64, 64, 4, 5).writePng(png);
        for (Path whole : new Path[] {png, jpeg()}) {
            byte[] bytes = Files.readAllBytes(whole);
            Path cut = folder.resolve("cut-" + whole.getFileName());
            Files.write(cut, Arrays.copyOf(bytes, (int) (part * bytes.length)));
            UserError error = assertThrows(UserError.class, () -> Image.read(cut), cut.toString());
            assertTrue(error.getMessage().contains(cut.toString()), error.getMessage());
        }
    }

    @Test
    void damagedForeignAndMissingFilesAreRefusedByName() throws IOException {
        Path png = folder.resolve("whole.png");
        noise(64, 64, 4, 5).writePng(png);
        byte[] bytes = Files.readAllBytes(png);
        for (int i = 200; i < 400; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        Path damaged = Files.write(folder.resolve("damaged.png"), bytes);
        Path text = Files.writeString(folder.resolve("text.png"), "not an image");
        Path empty = Files.createFile(folder.resolve("empty.jpg"));
        for (Path file : new Path[] {damaged, text, empty, folder.resolve("none.png"), folder}) {
            UserError error = assertThrows(UserError.class, () -> Image.read(file), file.toString());
            assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
        }
    }

    @Test
    void unwritablePlacesAreNamed() throws IOException {
        Path occupied = Files.writeString(folder.resolve("occupied"), "a file, not a folder");
        Path target = occupied.resolve("x.png");
        UserError error = assertThrows(UserError.class, () -> noise(2, 2, 3, 1).writePng(target));
        assertTrue(error.getMessage().contains(target.toString()), error.getMessage());
    }

    private Path jpeg() throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, 200 << 16 | (i % 64) << 8 | 30);
        }
        Path file = folder.resolve("whole.jpg");
        ImageIO.write(image, "jpg", file.toFile());
        return file;
    }

    private Image stored(BufferedImage image) throws IOException {
        Path file = folder.resolve("stored.png");
        ImageIO.write(image, "png", file.toFile());
        return Image.read(file);
    }
}
