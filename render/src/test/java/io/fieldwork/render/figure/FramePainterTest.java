package io.fieldwork.render.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.render.view.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Images painted without a graphics device. */
final class FramePainterTest extends PainterTest {
    @Override
    Frame paint(Drawing drawing, Theme theme) {
        return FramePainter.paint(drawing, theme);
    }

    @Test
    void theImageIsAsLargeAsTheDrawingOpaqueAndFarAway() {
        Frame frame = FramePainter.paint(new Drawing(20, 10, List.of(), List.of()), Theme.DARK);
        assertEquals(20, frame.width());
        assertEquals(10, frame.height());
        for (int c = 0; c < 3; c++) {
            assertEquals(255 * Theme.DARK.paper().rgb()[c], frame.component(19, 9, c), 0.5);
        }
        assertEquals(255, frame.component(0, 0, 3));
        assertEquals(Float.POSITIVE_INFINITY, frame.depth(19, 9));
    }
}
