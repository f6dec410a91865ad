package io.fieldwork.render.viewer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.figure.Range;
import io.fieldwork.render.gl.Offscreen;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Frame;
import java.util.List;
import java.util.Optional;
import org.joml.Vector3f;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Charts under the pointer move with it and grow about it. */
final class ChartControllerTest {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 400;
    private static final double NOTCH = 0.9;

    @BeforeEach
    void needsGl() {
        Offscreen.open().close();
    }

    /** A chart of the number x + y / 10 on the unit square. */
    private record Ramp() implements Subject {
        @Override
        public String title() {
            return "ramp";
        }

        @Override
        public Bounds bounds() {
            return new Bounds(new Vector3f(0), new Vector3f(1, 1, 0));
        }

        @Override
        public Scene scene(String mode, int instant) {
            return new Scene(Color.WHITE, List.of());
        }

        @Override
        public Optional<Figure> figure(String mode, int instant) {
            Range unit = new Range(0, 1);
            ColorScale gray = ColorScale.of(Axis.of("u").from(0, 1.1), Palette.of(Colormap.GRAY, 0, 1.1f));
            Cells cells = Cells.even(unit, unit, 200, 200, gray, (i, j) -> (i + 0.5) / 200 + (j + 0.5) / 2000);
            return Optional.of(
                    Figure.of(Panel.of("", Axis.of("x").over(unit), Axis.of("y").over(unit), cells.smoothed())));
        }
    }

    private static Frame last(String... script) {
        try (Headless images = Viewer.open("ramp")
                .add(new Ramp())
                .panels(false)
                .script(InputScript.parse("test", List.of(script)))
                .headless(WIDTH, HEIGHT)) {
            Frame frame = images.next();
            while (!images.isOver()) {
                frame = images.next();
            }
            return frame;
        }
    }

    private static int shade(Frame frame, int right) {
        return frame.component(WIDTH / 2 + right, HEIGHT / 2, 1);
    }

    @Test
    void theWheelEnlargesWhatIsUnderThePointer() {
        Frame before = last("wait 2");
        Frame after = last("wait 2", "zoom 6", "wait 2");
        double slope = shade(before, 100) - shade(before, -100);
        assertEquals(Math.pow(NOTCH, 6), (shade(after, 100) - shade(after, -100)) / slope, 0.05);
        assertEquals(shade(before, 0), shade(after, 0), 2);
    }

    @Test
    void draggedChartsFollowThePointer() {
        Frame before = last("wait 2", "zoom 6", "wait 2");
        Frame after = last("wait 2", "zoom 6", "wait 2", "orbit 60 0", "wait 2");
        for (int right = -100; right <= 100; right += 20) {
            assertEquals(shade(before, right), shade(after, right + 60), 2);
        }
    }

    @Test
    void resetShowsAllAgain() {
        assertArrayEquals(
                last("wait 2").rgba(),
                last("wait 2", "zoom 3", "pan 20 10", "key R", "wait 2").rgba());
    }

    @Test
    void theWindowStaysOnTheChart() {
        ChartWindow window = ChartWindow.WHOLE.zoom(4, 0.25, 0.75);
        assertEquals(0.25, window.left() + 0.25 * window.size(), 1e-12, "what is under the pointer stays there");
        assertEquals(0.75, window.low() + 0.75 * window.size(), 1e-12);
        ChartWindow far = window.drag(10, -10);
        assertEquals(0, far.left());
        assertEquals(1, far.low() + far.size(), 1e-12);
        assertEquals(ChartWindow.WHOLE, far.zoom(-100, 0.9, 0.1));
        assertEquals(1e-3, ChartWindow.WHOLE.zoom(1000, 0.5, 0.5).size());
    }
}
