package io.fieldwork.render.viewer;

import imgui.ImFontAtlas;
import imgui.ImFontConfig;
import imgui.ImGui;
import imgui.ImGuiIO;
import imgui.flag.ImGuiBackendFlags;
import imgui.flag.ImGuiCol;
import imgui.flag.ImGuiKey;
import imgui.internal.ImGuiContext;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.text.Typeface;
import org.lwjgl.glfw.GLFW;

/** Dear ImGui for one viewer: takes input, and between the beginning and the end of a frame lets panels be drawn. */
final class Gui implements AutoCloseable {
    /** Pixels from the top of the tallest letter to the bottom of the deepest one. */
    private static final float LETTER = 15;
    /** All characters; those that the typeface lacks are left out. */
    private static final short[] CHARACTERS = {' ', (short) 0xfffd, 0};

    private static final int BUTTONS = 3;
    private static final int KEYS = 512;
    /** Pairs of Dear ImGui's keys for editing text and GLFW's. */
    private static final int[] EDITING = {
        ImGuiKey.Tab, GLFW.GLFW_KEY_TAB,
        ImGuiKey.LeftArrow, GLFW.GLFW_KEY_LEFT,
        ImGuiKey.RightArrow, GLFW.GLFW_KEY_RIGHT,
        ImGuiKey.UpArrow, GLFW.GLFW_KEY_UP,
        ImGuiKey.DownArrow, GLFW.GLFW_KEY_DOWN,
        ImGuiKey.Home, GLFW.GLFW_KEY_HOME,
        ImGuiKey.End, GLFW.GLFW_KEY_END,
        ImGuiKey.Delete, GLFW.GLFW_KEY_DELETE,
        ImGuiKey.Backspace, GLFW.GLFW_KEY_BACKSPACE,
        ImGuiKey.Enter, GLFW.GLFW_KEY_ENTER,
        ImGuiKey.Escape, GLFW.GLFW_KEY_ESCAPE
    };

    private final ImGuiContext context;
    private final GuiPainter painter;
    private final boolean[] down = new boolean[BUTTONS];
    private final boolean[] pressed = new boolean[BUTTONS];

    /** Panels whose letters are larger than usual by a factor. */
    Gui(float scale) {
        context = ImGui.createContext();
        ImGui.setCurrentContext(context);
        ImGuiIO io = ImGui.getIO();
        io.setIniFilename(null);
        io.addBackendFlags(ImGuiBackendFlags.RendererHasVtxOffset);
        for (int i = 0; i < EDITING.length; i += 2) {
            io.setKeyMap(EDITING[i], EDITING[i + 1]);
        }
        addFont(io.getFonts(), Math.round(LETTER * scale));
        style(scale);
        painter = new GuiPainter(io.getFonts());
    }

    /** Letters whose stems are as sharp as the pixels of the image allow. */
    private static void addFont(ImFontAtlas fonts, float size) {
        ImFontConfig font = new ImFontConfig();
        font.setFontDataOwnedByAtlas(false);
        font.setOversampleH(1);
        font.setPixelSnapH(true);
        fonts.addFontFromMemoryTTF(Typeface.sans().file(), size, font, CHARACTERS);
        fonts.build();
        font.destroy();
    }

    private static void style(float scale) {
        ImGui.styleColorsDark();
        ImGui.getStyle().setFrameRounding(2);
        ImGui.getStyle().setWindowBorderSize(0);
        ImGui.getStyle().setColor(ImGuiCol.WindowBg, 0x18, 0x1b, 0x1f, 0xff);
        ImGui.getStyle().scaleAllSizes(scale);
    }

    /** Tells it what the user did. A button that went down and up between two frames is down for one of them. */
    void take(Input input) {
        ImGui.setCurrentContext(context);
        ImGuiIO io = ImGui.getIO();
        switch (input) {
            case Input.Move move -> io.setMousePos(move.x(), move.y());
            case Input.Button button
            when button.button() < BUTTONS -> {
                down[button.button()] = button.down();
                pressed[button.button()] |= button.down();
            }
            case Input.Wheel wheel -> io.setMouseWheel(io.getMouseWheel() + wheel.notches());
            case Input.Key key
            when key.key() >= 0 && key.key() < KEYS -> {
                io.setKeysDown(key.key(), key.down());
                io.setKeyShift(key.shift());
                if (key.key() == GLFW.GLFW_KEY_LEFT_CONTROL || key.key() == GLFW.GLFW_KEY_RIGHT_CONTROL) {
                    io.setKeyCtrl(key.down());
                }
            }
            case Input.Text text -> io.addInputCharacter(text.codepoint());
            default -> {}
        }
    }

    /** Begins a frame of an image of some size, some seconds after the last. */
    void begin(int width, int height, float seconds) {
        ImGui.setCurrentContext(context);
        ImGuiIO io = ImGui.getIO();
        io.setDisplaySize(width, height);
        io.setDeltaTime(Math.max(seconds, 1e-4f));
        for (int button = 0; button < BUTTONS; button++) {
            io.setMouseDown(button, down[button] || pressed[button]);
            pressed[button] = false;
        }
        ImGui.newFrame();
    }

    /** Whether the pointer is on a panel, or holds something that it took from one. */
    boolean ownsPointer() {
        return ImGui.getIO().getWantCaptureMouse();
    }

    /** Whether keys are being typed into a panel. */
    boolean ownsKeys() {
        return ImGui.getIO().getWantTextInput();
    }

    /** Ends the frame and draws its panels over an image. */
    void end(Framebuffer target) {
        ImGui.render();
        painter.paint(ImGui.getDrawData(), target);
    }

    @Override
    public void close() {
        painter.close();
        ImGui.destroyContext(context);
    }
}
