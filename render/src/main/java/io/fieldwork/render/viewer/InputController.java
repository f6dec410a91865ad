package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Motion;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lwjgl.glfw.GLFW;

/** The controller that maps pointer and keys to the view where no panel takes them; the keys follow instant-ngp. */
final class InputController {
    /** The help text of the keys. */
    static final List<String> HELP = List.of(
            "drag  turn      right drag  move",
            "wheel  closer   W A S D Space C  fly",
            "+ -  speed      [ ]  next camera",
            "1-8  mode       O error   G truth",
            "F  frame all    R  reset camera",
            "Space  play     , .  step time",
            "Tab  panels     P  screenshot",
            "Shift+P  record video");

    private final ViewerCore core;
    private final Gui gui;
    private final ChartController charts;
    private final Set<Motion> held = EnumSet.noneOf(Motion.class);
    private int dragging = -1;
    private float x;
    private float y;
    private String before = "";

    InputController(ViewerCore core, Gui gui) {
        this.core = core;
        this.gui = gui;
        charts = new ChartController(core);
    }

    /** Handles an input event. */
    void take(Input input) {
        switch (input) {
            case Input.Move move -> move(move.x(), move.y());
            case Input.Button button -> press(button);
            case Input.Wheel wheel when !gui.ownsPointer() -> zoom(wheel.notches());
            case Input.Key key when !key.down() -> Motion.of(key.key()).ifPresent(held::remove);
            case Input.Key key when !gui.ownsKeys() -> type(key);
            default -> {}
        }
    }

    private void move(float nextX, float nextY) {
        float right = nextX - x;
        float down = nextY - y;
        x = nextX;
        y = nextY;
        if (dragging < 0 || charts.drag(x, y, right, down)) {
            return;
        }
        float height = core.layout().height();
        if (dragging == 0) {
            core.rig().drag(right / height, down / height);
        } else {
            core.rig().pan(right / height, down / height);
        }
    }

    private void zoom(float notches) {
        if (!charts.zoom(x, y, notches)) {
            core.rig().zoom(notches);
        }
    }

    private void press(Input.Button button) {
        if (!button.down() && button.button() == dragging) {
            dragging = -1;
        } else if (button.down() && dragging < 0 && !gui.ownsPointer()) {
            dragging = button.button();
            charts.grab(x);
        }
    }

    private void type(Input.Key key) {
        boolean plays = key.key() == GLFW.GLFW_KEY_SPACE
                && core.timeline().moves()
                && !core.rig().isFlying();
        if (plays) {
            core.timeline().play(!core.timeline().isPlaying());
        } else if (Motion.of(key.key()).isPresent()) {
            held.add(Motion.of(key.key()).get());
        } else if (key.key() >= GLFW.GLFW_KEY_1 && key.key() <= GLFW.GLFW_KEY_8) {
            mode(key.key() - GLFW.GLFW_KEY_1);
        } else {
            act(key);
        }
    }

    private void act(Input.Key key) {
        switch (key.key()) {
            case GLFW.GLFW_KEY_TAB -> core.togglePanels();
            case GLFW.GLFW_KEY_F -> core.frameAll();
            case GLFW.GLFW_KEY_R -> core.reset();
            case GLFW.GLFW_KEY_LEFT_BRACKET -> core.rig().jump(-1);
            case GLFW.GLFW_KEY_RIGHT_BRACKET -> core.rig().jump(1);
            case GLFW.GLFW_KEY_EQUAL, GLFW.GLFW_KEY_KP_ADD -> core.rig().speed(1);
            case GLFW.GLFW_KEY_MINUS, GLFW.GLFW_KEY_KP_SUBTRACT -> core.rig().speed(-1);
            case GLFW.GLFW_KEY_COMMA -> core.timeline().step(-1);
            case GLFW.GLFW_KEY_PERIOD -> core.timeline().step(1);
            case GLFW.GLFW_KEY_O -> toggle("error");
            case GLFW.GLFW_KEY_G -> toggle("truth");
            case GLFW.GLFW_KEY_P -> {
                if (key.shift()) {
                    core.recorder().toggle();
                } else {
                    core.screenshot();
                }
            }
            default -> {}
        }
    }

    private void mode(int number) {
        List<String> modes = core.viewports().modes();
        if (number < modes.size()) {
            core.viewports().mode(modes.get(number));
        }
    }

    /** Toggles between a mode, if it exists, and the mode before. */
    private void toggle(String name) {
        Viewports show = core.viewports();
        if (show.mode().equals(name)) {
            show.mode(show.modes().contains(before) ? before : show.modes().getFirst());
        } else if (show.modes().contains(name)) {
            before = show.mode();
            show.mode(name);
        }
    }

    /** Moves the camera along the keys that are held. */
    void advance(float seconds) {
        core.rig().move(held, seconds);
    }

    /** Whether a key or button is held. */
    boolean isBusy() {
        return dragging >= 0 || !held.isEmpty();
    }

    /** Releases all keys and buttons, as when the window loses the focus. */
    void release() {
        held.clear();
        dragging = -1;
    }
}
