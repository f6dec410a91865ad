package io.fieldwork.render.viewer;

import static org.lwjgl.glfw.GLFW.GLFW_MOD_SHIFT;
import static org.lwjgl.glfw.GLFW.GLFW_PRESS;
import static org.lwjgl.glfw.GLFW.GLFW_RELEASE;
import static org.lwjgl.glfw.GLFW.GLFW_REPEAT;
import static org.lwjgl.glfw.GLFW.glfwGetFramebufferSize;
import static org.lwjgl.glfw.GLFW.glfwGetWindowContentScale;
import static org.lwjgl.glfw.GLFW.glfwGetWindowSize;
import static org.lwjgl.glfw.GLFW.glfwPostEmptyEvent;
import static org.lwjgl.glfw.GLFW.glfwSetCharCallback;
import static org.lwjgl.glfw.GLFW.glfwSetCursorPosCallback;
import static org.lwjgl.glfw.GLFW.glfwSetDropCallback;
import static org.lwjgl.glfw.GLFW.glfwSetFramebufferSizeCallback;
import static org.lwjgl.glfw.GLFW.glfwSetKeyCallback;
import static org.lwjgl.glfw.GLFW.glfwSetMouseButtonCallback;
import static org.lwjgl.glfw.GLFW.glfwSetScrollCallback;
import static org.lwjgl.glfw.GLFW.glfwSetWindowFocusCallback;
import static org.lwjgl.glfw.GLFW.glfwSetWindowShouldClose;
import static org.lwjgl.glfw.GLFW.glfwSetWindowSize;
import static org.lwjgl.glfw.GLFW.glfwShowWindow;
import static org.lwjgl.glfw.GLFW.glfwSwapBuffers;
import static org.lwjgl.glfw.GLFW.glfwSwapInterval;
import static org.lwjgl.glfw.GLFW.glfwWaitEventsTimeout;
import static org.lwjgl.glfw.GLFW.glfwWindowShouldClose;

import io.fieldwork.render.gl.Context;
import io.fieldwork.render.view.LiveView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lwjgl.glfw.Callbacks;
import org.lwjgl.glfw.GLFWDropCallback;

/** A viewer's window, which passes input to the core and presents its images, often while something moves. */
final class Window implements ScriptPlayer.Frame {
    private static final double FRAME = 1.0 / 60;
    private static final double IDLE_FRAME = 0.5;
    private static final double GLANCE = 1.0 / 40;
    private static final int TREMBLE = 3;
    private static final float LONGEST = 0.25f;

    private final Context context;
    private final long handle;
    private final List<Input> inputs = new ArrayList<>();
    private final Viewer options;
    private boolean lostFocus;

    Window(Viewer options) {
        this.options = options;
        context = Context.window(options.width(), options.height(), options.title());
        handle = context.window().orElseThrow();
        glfwSwapInterval(1);
        listen();
    }

    private void listen() {
        glfwSetFramebufferSizeCallback(handle, (_, width, height) -> inputs.add(new Input.Resize(width, height)));
        glfwSetCursorPosCallback(handle, (_, x, y) -> inputs.add(move(x, y)));
        glfwSetMouseButtonCallback(
                handle, (_, button, action, _) -> inputs.add(new Input.Button(button, action == GLFW_PRESS)));
        glfwSetScrollCallback(handle, (_, _, notches) -> inputs.add(new Input.Wheel((float) notches)));
        glfwSetCharCallback(handle, (_, codepoint) -> inputs.add(new Input.Text(codepoint)));
        glfwSetWindowFocusCallback(handle, (_, focused) -> lostFocus |= !focused);
        glfwSetKeyCallback(handle, (_, key, _, action, mods) -> {
            if (action != GLFW_REPEAT) {
                inputs.add(new Input.Key(key, action != GLFW_RELEASE, (mods & GLFW_MOD_SHIFT) != 0));
            }
        });
        glfwSetDropCallback(handle, (_, count, names) -> {
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                files.add(Path.of(GLFWDropCallback.getName(names, i)));
            }
            inputs.add(new Input.Drop(files));
        });
    }

    /** The window's own units in pixels of the image. */
    private Input move(double x, double y) {
        int[] width = new int[1];
        int[] pixels = new int[1];
        glfwGetWindowSize(handle, width, new int[1]);
        glfwGetFramebufferSize(handle, pixels, new int[1]);
        double ratio = width[0] == 0 ? 1 : (double) pixels[0] / width[0];
        return new Input.Move((float) (x * ratio), (float) (y * ratio));
    }

    /** Shows images until the window is closed. */
    void run() {
        int[] width = new int[1];
        int[] height = new int[1];
        float[] scale = new float[1];
        glfwGetFramebufferSize(handle, width, height);
        glfwGetWindowContentScale(handle, scale, new float[1]);
        try (ViewerCore core = new ViewerCore(options, LiveView::new, width[0], height[0], Math.max(1, scale[0]))) {
            glfwShowWindow(handle);
            ScriptPlayer script = options.script() == null ? null : new ScriptPlayer(options.script(), core, this);
            loop(core, script);
        }
    }

    private void loop(ViewerCore core, @Nullable ScriptPlayer script) {
        double last = seconds();
        int trembling = TREMBLE;
        while (!glfwWindowShouldClose(handle) && !options.isStopped()) {
            boolean busy = trembling > 0 || core.isMoving() || (script != null && !script.isOver());
            double rest = last + (busy ? FRAME : IDLE_FRAME) - seconds();
            glfwWaitEventsTimeout(Math.clamp(rest, 1e-4, GLANCE));
            boolean due = seconds() - last >= (busy ? FRAME : IDLE_FRAME) - 1e-3;
            if (!due && (busy || inputs.isEmpty())) {
                continue;
            }
            trembling = inputs.isEmpty() ? Math.max(0, trembling - 1) : TREMBLE;
            double now = seconds();
            frame(core, script, (float) Math.min(now - last, LONGEST));
            last = now;
        }
    }

    private void frame(ViewerCore core, @Nullable ScriptPlayer script, float elapsed) {
        if (lostFocus) {
            core.release();
            lostFocus = false;
        }
        List<Input> feed = new ArrayList<>(inputs);
        inputs.clear();
        if (script != null) {
            feed.addAll(script.next());
        }
        double start = seconds();
        core.frame(feed, elapsed);
        core.present();
        glfwSwapBuffers(handle);
        core.drew(seconds() - start);
    }

    private static double seconds() {
        return System.nanoTime() * 1e-9;
    }

    @Override
    public void resize(int width, int height) {
        glfwSetWindowSize(handle, width, height);
    }

    @Override
    public void close() {
        glfwSetWindowShouldClose(handle, true);
    }

    /** Closes the window, after its core. */
    void dispose() {
        Callbacks.glfwFreeCallbacks(handle);
        context.close();
    }

    /** Wakes the loop, from any thread. */
    static void wake() {
        glfwPostEmptyEvent();
    }
}
