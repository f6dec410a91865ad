package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Motion;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lwjgl.glfw.GLFW;

/** What the pointer and the keys do to the view where no panel takes them; the keys are those of instant-ngp as far as it has them. */
final class InputController {
    /** Keys and what they do, for the user. */
    static final List<String> HELP = List.of(
            "drag  turn      right drag  move",
            "wheel  closer   W A S D Space C  fly",
            "+ -  speed      [ ]  next camera",
            "1-8  mode       O error   G truth",
            "F  frame all    R  reset camera",
            "Space  play     , .  step time",
            "Tab  panels     P  screenshot",
            "Shift+P  record video");

    private final ViewerCore desk;
    private final Gui gui;
    private final Set<Motion> held = EnumSet.noneOf(Motion.class);
    private int dragging = -1;
    private float x;
    private float y;
    private String before = "";

    InputController(ViewerCore desk, Gui gui) {
        this.desk = desk;
        this.gui = gui;
    }

    /** Takes what the user did since the last frame. */
    void take(Input input) {
        switch (input) {
            case Input.Move move -> move(move.x(), move.y());
            case Input.Button button -> press(button);
            case Input.Wheel wheel when !gui.ownsPointer() -> desk.rig().zoom(wheel.notches());
            case Input.Key key when !key.down() -> Motion.of(key.key()).ifPresent(held::remove);
            case Input.Key key when !gui.ownsKeys() -> type(key);
            default -> {}
        }
    }

    private void move(float nextX, float nextY) {
        float right = (nextX - x) / desk.layout().height();
        float down = (nextY - y) / desk.layout().height();
        x = nextX;
        y = nextY;
        if (dragging == 0) {
            desk.rig().drag(right, down);
        } else if (dragging > 0) {
            desk.rig().pan(right, down);
        }
    }

    private void press(Input.Button button) {
        if (!button.down() && button.button() == dragging) {
            dragging = -1;
        } else if (button.down() && dragging < 0 && !gui.ownsPointer()) {
            dragging = button.button();
        }
    }

    private void type(Input.Key key) {
        boolean plays = key.key() == GLFW.GLFW_KEY_SPACE
                && desk.timeline().moves()
                && !desk.rig().isFlying();
        if (plays) {
            desk.timeline().play(!desk.timeline().isPlaying());
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
            case GLFW.GLFW_KEY_TAB -> desk.togglePanels();
            case GLFW.GLFW_KEY_F -> desk.rig().frameAll();
            case GLFW.GLFW_KEY_R -> desk.rig().reset();
            case GLFW.GLFW_KEY_LEFT_BRACKET -> desk.rig().jump(-1);
            case GLFW.GLFW_KEY_RIGHT_BRACKET -> desk.rig().jump(1);
            case GLFW.GLFW_KEY_EQUAL, GLFW.GLFW_KEY_KP_ADD -> desk.rig().speed(1);
            case GLFW.GLFW_KEY_MINUS, GLFW.GLFW_KEY_KP_SUBTRACT -> desk.rig().speed(-1);
            case GLFW.GLFW_KEY_COMMA -> desk.timeline().step(-1);
            case GLFW.GLFW_KEY_PERIOD -> desk.timeline().step(1);
            case GLFW.GLFW_KEY_O -> toggle("error");
            case GLFW.GLFW_KEY_G -> toggle("truth");
            case GLFW.GLFW_KEY_P -> {
                if (key.shift()) {
                    desk.recorder().toggle();
                } else {
                    desk.screenshot();
                }
            }
            default -> {}
        }
    }

    private void mode(int number) {
        List<String> modes = desk.show().modes();
        if (number < modes.size()) {
            desk.show().mode(modes.get(number));
        }
    }

    /** Goes to a mode if there is one, and from there back to where it came from. */
    private void toggle(String name) {
        Viewports show = desk.show();
        if (show.mode().equals(name)) {
            show.mode(show.modes().contains(before) ? before : show.modes().getFirst());
        } else if (show.modes().contains(name)) {
            before = show.mode();
            show.mode(name);
        }
    }

    /** Moves the camera along the keys that are held. */
    void advance(float seconds) {
        desk.rig().move(held, seconds);
    }

    /** Whether anything is held. */
    boolean isBusy() {
        return dragging >= 0 || !held.isEmpty();
    }

    /** Lets go of everything, as when the window loses the keyboard. */
    void release() {
        held.clear();
        dragging = -1;
    }
}
