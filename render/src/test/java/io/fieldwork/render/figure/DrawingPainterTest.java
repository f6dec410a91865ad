package io.fieldwork.render.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.render.gl.Context;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.gl.Offscreen;
import io.fieldwork.render.text.Typeface;
import io.fieldwork.render.view.Frame;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Images painted by OpenGL. */
final class DrawingPainterTest extends PainterTest {
    private static Context context;
    private static DrawingPainter painter;

    @BeforeAll
    static void open() {
        context = Offscreen.open();
        painter = new DrawingPainter(Typeface.sans());
    }

    @AfterAll
    static void close() {
        if (context != null) {
            painter.close();
            context.close();
        }
    }

    @Override
    Frame paint(Drawing drawing, Theme theme) {
        return FigureGalleryTest.frame(painter, drawing, theme);
    }

    @Test
    void aDrawingFillsItsPartOfTheImageAlone() {
        Drawing drawing = new Drawing(20, 10, List.of(), List.of());
        try (Framebuffer target = new Framebuffer(SIZE, SIZE)) {
            target.clear(new float[] {0, 0, 0, 1});
            painter.paint(drawing, PLAIN, target, 30, 5);
            Frame frame = new Frame(SIZE, SIZE, target.readColor(), new float[SIZE * SIZE]);
            assertEquals(SIZE * SIZE - 20 * 10, ink(frame), 1e-9);
            assertEquals(255, frame.component(30, 5, 0));
            assertEquals(255, frame.component(49, 14, 0));
            assertEquals(0, frame.component(50, 14, 0));
            assertEquals(0, frame.component(49, 15, 0));
        }
    }
}
