package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * PNG, JPEG and TIFF files to {@link Image}, and PNG files from it. Samples are taken as stored, without colour management, unless
 * they are known to be linear light, which becomes sRGB; inks (CMYK) become the light they leave, (1 - ink) (1 - black).
 */
final class ImageFile {
    /** Pixels in a byte, beyond which a header is not believed: what deflate reaches for one bit a pixel. */
    private static final long MOST_COMPRESSED = 8 * 1032;

    private ImageFile() {}

    /**
     * The image of a file.
     *
     * @param linear whether its samples, but for opacity, are linear light
     */
    static Image read(Path file, boolean linear) {
        BufferedImage image = decoded(file);
        try {
            return convert(image, file, linear);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static UserError damaged(Path file, Exception e) {
        return e instanceof UserError told
                ? told
                : new UserError("The image %s is truncated or damaged (%s).".formatted(file, e.getMessage()), e);
    }

    /** The samples of a file as they are stored. */
    static BufferedImage decoded(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError("The image %s does not exist.".formatted(file));
        }
        try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new UserError("The file %s is not a PNG, JPEG or TIFF image.".formatted(file));
            }
            return decode(readers.next(), stream);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    /** What an image file says of itself, or null where there is no image that can be read. */
    static @Nullable ImageHeader header(Path file) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true);
                ImageTypeSpecifier type = reader.getRawImageType(0);
                boolean own = type != null && type.getColorModel().hasAlpha();
                boolean alpha = own || Files.isRegularFile(alphaOf(file));
                return new ImageHeader(
                        reader.getWidth(0),
                        reader.getHeight(0),
                        alpha,
                        ImageHead.read(file).orientation());
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
            return null;
        }
    }

    /** The file that a name means: as it is, with a usual ending behind it, or with other capitals; itself if there is none. */
    static Path locate(Path named) {
        List<String> endings = List.of("", ".png", ".jpg", ".jpeg", ".tif", ".tiff");
        String name = named.getFileName().toString();
        for (String ending : endings) {
            Path candidate = named.resolveSibling(name + ending);
            if (Files.isRegularFile(candidate)) {
                return candidate;
            }
        }
        Path folder = named.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return named;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> endings.stream()
                            .anyMatch(ending -> file.getFileName().toString().equalsIgnoreCase(name + ending)))
                    .min(Comparator.naturalOrder())
                    .orElse(named);
        } catch (IOException e) {
            return named;
        }
    }

    /** Where instant-ngp looks for the transparency of an image. */
    static Path alphaOf(Path image) {
        String name = image.getFileName().toString();
        return image.resolveSibling(
                stem(image) + ".alpha" + name.substring(stem(image).length()));
    }

    /** The name of a file without folder and ending. */
    static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    private static BufferedImage decode(ImageReader reader, ImageInputStream stream) throws IOException {
        String[] cut = new String[1];
        try {
            reader.setInput(stream, true);
            reader.addIIOReadWarningListener((source, warning) -> {
                String text = warning.toLowerCase(Locale.ROOT);
                if (text.contains("premature") || text.contains("truncated") || text.contains("corrupt")) {
                    cut[0] = warning;
                }
            });
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels / MOST_COMPRESSED > stream.length() || pixels > Integer.MAX_VALUE / 4) {
                throw new IIOException(pixels + " pixels in " + stream.length() + " bytes");
            }
            BufferedImage image = reader.read(0);
            if (cut[0] != null) {
                throw new IIOException(cut[0]);
            }
            return image;
        } finally {
            reader.dispose();
        }
    }

    private static Image convert(BufferedImage source, Path file, boolean linear) throws IOException {
        ColorModel model = source.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return convert(palette.convertToIntDiscrete(source.getRaster(), false), file, linear);
        }
        int colors = model.getColorSpace().getType();
        if (colors == ColorSpace.TYPE_CMYK && ImageHead.read(file).isJpeg()) {
            return fromInks(source.getRaster(), ImageHead.read(file).adobe());
        }
        if (colors != ColorSpace.TYPE_RGB && colors != ColorSpace.TYPE_GRAY) {
            throw new UserError("The image %s has neither RGB nor gray samples.".formatted(file));
        }
        Samples samples = new Samples(model.getComponentSize(), model.isAlphaPremultiplied(), linear);
        int type = source.getRaster().getTransferType();
        if (!samples.whole() || type == DataBuffer.TYPE_SHORT || type > DataBuffer.TYPE_INT) {
            throw new UserError("The image %s has samples of floating point or more than 16 bits; expected 16 at most."
                    .formatted(file));
        }
        return samples.image(source.getRaster());
    }

    /** From cyan, magenta, yellow and black of eight bits, which the decoder inverts; only Adobe stores them inverted. */
    private static Image fromInks(Raster raster, boolean inverted) {
        int count = raster.getWidth() * raster.getHeight();
        int[] inks = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
        byte[] pixels = new byte[3 * count];
        for (int i = 0; i < pixels.length; i++) {
            int ink = inks[i / 3 * 4 + i % 3];
            int black = inks[i / 3 * 4 + 3];
            int light = inverted ? (255 - ink) * (255 - black) : ink * black;
            pixels[i] = (byte) ((light + 127) / 255);
        }
        return new Image(raster.getWidth(), raster.getHeight(), 3, pixels);
    }

    static void writePng(Image image, Path file) {
        try {
            AtomicFile.write(file, out -> encode(image, out));
        } catch (IOException e) {
            throw new UserError("The image %s cannot be written (%s).".formatted(file, UserError.reason(e)), e);
        }
    }

    private static void encode(Image image, OutputStream out) throws IOException {
        BufferedImage view = view(image);
        ImageWriter writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(view), "png")
                .next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0);
            writer.write(null, new IIOImage(view, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage view(Image image) {
        int channels = image.channels();
        int[] offsets = channels == 4 ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 2};
        byte[] pixels = image.pixels();
        DataBufferByte bytes = new DataBufferByte(pixels, pixels.length);
        WritableRaster raster = Raster.createInterleavedRaster(
                bytes, image.width(), image.height(), image.width() * channels, channels, offsets, null);
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                channels == 4,
                false,
                channels == 4 ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }
}
