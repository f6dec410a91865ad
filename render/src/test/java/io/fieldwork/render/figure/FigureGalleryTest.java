package io.fieldwork.render.figure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.export.Png;
import io.fieldwork.render.gl.Context;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.gl.Offscreen;
import io.fieldwork.render.text.Typeface;
import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every example drawn by OpenGL and as SVG into {@code target/figures}, to be looked at. */
final class FigureGalleryTest {
    private static final Path FOLDER = Path.of("target", "figures");

    private static Context context;

    @BeforeAll
    static void open() throws IOException {
        context = Offscreen.open();
        Files.createDirectories(FOLDER);
    }

    @AfterAll
    static void close() {
        if (context != null) {
            context.close();
        }
    }

    @Test
    void everyExampleIsDrawn() throws IOException {
        try (DrawingPainter painter = new DrawingPainter(Typeface.sans())) {
            for (Map.Entry<String, FigureExamples.Example> entry :
                    FigureExamples.all().entrySet()) {
                FigureExamples.Example example = entry.getValue();
                Drawing drawing = example.drawing();
                Frame frame = frame(painter, drawing, example.theme());
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

    static Frame frame(DrawingPainter painter, Drawing drawing, Theme theme) {
        try (Framebuffer target = new Framebuffer(drawing.width(), drawing.height())) {
            target.clear(new float[4]);
            painter.paint(drawing, theme, target, 0, 0);
            float[] depth = new float[drawing.width() * drawing.height()];
            return new Frame(drawing.width(), drawing.height(), target.readColor(), depth);
        }
    }
}
