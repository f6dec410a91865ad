package io.fieldwork.samples.batch;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The picture of a run that says most, as an address that holds it; large ones are scaled down. */
final class Thumbnail {
    private static final int WIDTH = 640;

    private Thumbnail() {}

    /** Of a run folder; nothing if it has no picture that can be read. */
    static Optional<String> of(Path run) {
        if (!Files.isDirectory(run.resolve("images"))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(run.resolve("images"))) {
            List<Path> pictures = files.filter(file -> file.toString().matches(".*[.](png|svg)"))
                    .sorted()
                    .toList();
            Optional<Path> picture = pictures.stream()
                    .filter(file -> file.endsWith("test_0_comparison.png"))
                    .findFirst()
                    .or(() -> pictures.stream()
                            .filter(file -> !file.getFileName().toString().startsWith("preview"))
                            .findFirst())
                    .or(() -> pictures.stream().findFirst());
            return picture.isEmpty() ? Optional.empty() : Optional.of(address(picture.get()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String address(Path file) throws IOException {
        boolean drawing = file.toString().endsWith(".svg");
        byte[] data = drawing ? Files.readAllBytes(file) : scaled(file);
        return "data:image/" + (drawing ? "svg+xml" : "png") + ";base64,"
                + Base64.getEncoder().encodeToString(data);
    }

    private static byte[] scaled(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        if (image == null || image.getWidth() <= WIDTH) {
            return Files.readAllBytes(file);
        }
        int height = Math.max(1, image.getHeight() * WIDTH / image.getWidth());
        BufferedImage small = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, 0, 0, WIDTH, height, null);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(small, "png", out);
        return out.toByteArray();
    }
}
