package io.fieldwork.render.gl;

import static org.lwjgl.glfw.GLFW.GLFW_CONTEXT_CREATION_API;
import static org.lwjgl.glfw.GLFW.GLFW_CONTEXT_VERSION_MAJOR;
import static org.lwjgl.glfw.GLFW.GLFW_CONTEXT_VERSION_MINOR;
import static org.lwjgl.glfw.GLFW.GLFW_EGL_CONTEXT_API;
import static org.lwjgl.glfw.GLFW.GLFW_FALSE;
import static org.lwjgl.glfw.GLFW.GLFW_OPENGL_CORE_PROFILE;
import static org.lwjgl.glfw.GLFW.GLFW_OPENGL_FORWARD_COMPAT;
import static org.lwjgl.glfw.GLFW.GLFW_OPENGL_PROFILE;
import static org.lwjgl.glfw.GLFW.GLFW_TRUE;
import static org.lwjgl.glfw.GLFW.GLFW_VISIBLE;
import static org.lwjgl.glfw.GLFW.glfwCreateWindow;
import static org.lwjgl.glfw.GLFW.glfwDefaultWindowHints;
import static org.lwjgl.glfw.GLFW.glfwDestroyWindow;
import static org.lwjgl.glfw.GLFW.glfwGetError;
import static org.lwjgl.glfw.GLFW.glfwInit;
import static org.lwjgl.glfw.GLFW.glfwMakeContextCurrent;
import static org.lwjgl.glfw.GLFW.glfwWindowHint;

import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.Platform;

/** The surface of a GLFW window, hidden until it is shown. GLFW belongs to the process and stays initialised. */
final class GlfwSurface implements Surface {
    private final long window;

    private GlfwSurface(long window) {
        this.window = window;
    }

    static GlfwSurface create(int width, int height, String title) {
        try {
            if (!glfwInit()) {
                throw new GlException(
                        "No window can be opened (" + reason() + "): set DISPLAY, or draw without a window.");
            }
        } catch (LinkageError e) {
            throw new GlException("No window can be opened: the native part of LWJGL's GLFW is missing.", e);
        }
        hints();
        long window = glfwCreateWindow(width, height, title, 0, 0);
        if (window == 0) {
            throw new GlException(
                    "No window with OpenGL 4.1 can be opened (" + reason() + "): install a newer graphics driver.");
        }
        return new GlfwSurface(window);
    }

    private static void hints() {
        glfwDefaultWindowHints();
        glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 4);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 1);
        glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
        glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
        if (Platform.get() == Platform.LINUX) {
            glfwWindowHint(GLFW_CONTEXT_CREATION_API, GLFW_EGL_CONTEXT_API);
        }
    }

    private static String reason() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer text = stack.mallocPointer(1);
            return glfwGetError(text) == 0 ? "no reason given" : MemoryUtil.memUTF8(text.get(0));
        }
    }

    @Override
    public void makeCurrent() {
        glfwMakeContextCurrent(window);
    }

    @Override
    public void release() {
        glfwMakeContextCurrent(0);
    }

    @Override
    public long window() {
        return window;
    }

    @Override
    public void close() {
        glfwDestroyWindow(window);
    }
}
