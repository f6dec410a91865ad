package io.fieldwork.render.figure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.export.Png;
import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every example as PNG and SVG in {@code target/figures}, to be looked at. */
final class FigureGalleryTest {
    private static final Path FOLDER = Path.of("target", "figures");

    @Test
    void everyExampleIsDrawn() throws IOException {
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, FigureExamples.Example> entry :
                FigureExamples.all().entrySet()) {
            FigureExamples.Example example = entry.getValue();
            Drawing drawing = example.drawing();
            Frame frame = FramePainter.paint(drawing, example.theme());
            try (OutputStream out = Files.newOutputStream(FOLDER.resolve(entry.getKey() + ".png"))) {
                Png.write(frame, out);
            }
            String svg = SvgPainter.svg(drawing, entry.getKey(), example.theme());
            Files.writeString(FOLDER.resolve(entry.getKey() + ".svg"), svg);
            long inked = IntStream.range(0, example.width() * example.height())
                    .filter(i -> frame.component(i % example.width(), i / example.width(), 1)
                            != frame.component(0, 0, 1))
                    .count();
            assertTrue(inked > 0.02 * example.width() * example.height(), entry.getKey() + " is blank");
        }
    }
}
