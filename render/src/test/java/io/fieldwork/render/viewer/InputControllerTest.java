package io.fieldwork.render.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.gl.Offscreen;
import io.fieldwork.render.view.Camera;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lwjgl.glfw.GLFW;

/** What keys and the pointer do. */
final class InputControllerTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private final List<String> pressed = new ArrayList<>();
    private Headless images;
    private ViewerCore core;

    /** Two modes and three instants, flat; or a ball. */
    @BeforeEach
    void open() {
        Offscreen.open().close();
        show(Viewer.open("test")
                .add(Subjects.modes("ball", List.of("color", "error"), List.of(Subjects.ball(), Subjects.ball()))));
    }

    private void show(Viewer viewer) {
        if (images != null) {
            images.close();
        }
        images = viewer.panel(new Buttons()).headless(WIDTH, HEIGHT);
        core = images.core();
        images.next();
    }

    private final class Buttons implements Panel {
        private boolean on;
        private double value = 0.5;

        @Override
        public String title() {
            return "Buttons";
        }

        @Override
        public void draw(Ui ui) {
            if (ui.button("Go")) {
                pressed.add("go");
            }
            boolean now = ui.toggle("tick", on);
            if (now != on) {
                on = now;
                pressed.add("tick " + on);
            }
            double moved = ui.slider("slide", value, 0, 1);
            if (moved != value) {
                value = moved;
                pressed.add("slide " + (value > 0.9));
            }
        }
    }

    @AfterEach
    void close() {
        images.close();
    }

    private void key(int key) {
        images.feed(new Input.Key(key, true, false));
        images.feed(new Input.Key(key, false, false));
        images.next();
    }

    private void drag(int button, float fromX, float fromY, float toX, float toY) {
        images.feed(new Input.Move(fromX, fromY));
        images.next();
        images.feed(new Input.Button(button, true));
        images.next();
        images.feed(new Input.Move(toX, toY));
        images.next();
        images.feed(new Input.Button(button, false));
        images.next();
    }

    @Test
    void draggingInTheViewMovesTheCameraAndOnPanelsDoesNot() {
        Camera before = core.rig().camera();
        drag(0, 100, 300, 150, 320);
        assertEquals(before, core.rig().camera(), "that was on the panels");
        drag(0, 450, 200, 500, 220);
        Camera turned = core.rig().camera();
        assertNotEquals(before.turn(), turned.turn());
        drag(1, 450, 200, 500, 220);
        assertEquals(turned.turn(), core.rig().camera().turn());
        assertNotEquals(turned.eye(), core.rig().camera().eye());
    }

    @Test
    void aDragThatLeavesTheViewGoesOnUntilTheButtonIsLet() {
        drag(0, 450, 200, 100, 200);
        Camera after = core.rig().camera();
        images.feed(new Input.Move(300, 300));
        images.next();
        assertEquals(after, core.rig().camera());
    }

    @Test
    void theWheelComesCloser() {
        float distance = core.rig().camera().eye().length();
        images.feed(new Input.Move(500, 200));
        images.next();
        images.feed(new Input.Wheel(1));
        images.next();
        assertEquals(0.9 * distance, core.rig().camera().eye().length(), 1e-3);
        images.feed(new Input.Move(100, 470));
        images.next();
        images.feed(new Input.Wheel(1));
        images.next();
        assertEquals(0.9 * distance, core.rig().camera().eye().length(), 1e-3);
    }

    @Test
    void heldKeysFlyUntilTheyAreLet() {
        Camera before = core.rig().camera();
        images.feed(new Input.Key('W', true, false));
        images.next();
        images.next();
        Camera after = core.rig().camera();
        float way = before.eye().distance(after.eye());
        assertEquals(2 * Headless.STEP * core.rig().speed(), way, 1e-4);
        images.feed(new Input.Key('W', false, false));
        images.next();
        assertEquals(after, core.rig().camera());
        key('F');
        assertEquals(before.eye().length(), core.rig().camera().eye().length(), 1e-3);
    }

    @Test
    void numbersAndLettersChooseModes() {
        key('2');
        assertEquals("error", core.viewports().mode());
        key('8');
        assertEquals("error", core.viewports().mode());
        key('1');
        key('O');
        assertEquals("error", core.viewports().mode());
        key('O');
        assertEquals("color", core.viewports().mode());
        key('G');
        assertEquals("color", core.viewports().mode(), "there is no truth");
    }

    @Test
    void tabHidesThePanelsAndTheViewGrows() {
        int narrow = core.layout().width();
        key(GLFW.GLFW_KEY_TAB);
        assertEquals(WIDTH, core.layout().width());
        key(GLFW.GLFW_KEY_TAB);
        assertEquals(narrow, core.layout().width());
    }

    @Test
    void timeIsPlayedAndStepped() {
        show(Viewer.open("waves").add(Subjects.wave("wave", 1, 0, 0.5, 1)));
        key('.');
        assertEquals(0.5, core.timeline().now());
        key(',');
        assertEquals(0, core.timeline().now());
        key(' ');
        assertTrue(core.timeline().isPlaying());
        for (int i = 0; i < 4; i++) {
            images.next();
        }
        assertEquals(0.5, core.timeline().now(), "ten instants a second, thirty images a second");
        key(' ');
        assertFalse(core.timeline().isPlaying());
    }

    @Test
    void controlsArePressedByThePointer() {
        List<String> lines = List.of("press Go", "press tick");
        show(Viewer.open("test").add(Subjects.ball()).script(InputScript.parse("test", lines)));
        while (!images.isOver()) {
            images.next();
        }
        images.next();
        assertEquals(List.of("go", "tick true"), pressed);
        Controls.Place tick = core.controls().place("tick").orElseThrow();
        pressed.clear();
        drag(0, tick.x() + 40, tick.y() + 24, 600, tick.y() + 24);
        assertEquals("slide true", pressed.getLast());
    }

    @Test
    void aClickWithinOneImageIsNotLost() {
        Controls.Place go = core.controls().place("Go").orElseThrow();
        images.feed(new Input.Move(go.x(), go.y()));
        images.next();
        images.feed(new Input.Button(0, true));
        images.feed(new Input.Button(0, false));
        images.next();
        images.next();
        assertEquals(List.of("go"), pressed);
    }
}
