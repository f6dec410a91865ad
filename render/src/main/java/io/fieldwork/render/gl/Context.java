package io.fieldwork.render.gl;

import static org.lwjgl.opengl.GL11C.GL_RENDERER;
import static org.lwjgl.opengl.GL11C.GL_VERSION;
import static org.lwjgl.opengl.GL11C.glGetString;

import java.util.OptionalLong;
import org.lwjgl.opengl.GL;
import org.lwjgl.opengl.GLCapabilities;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.Platform;

/**
 * An OpenGL context of version 4.1 or newer, core profile, with a window or without. It is current on the thread that
 * opened it; everything drawn with it happens on the thread where it is current, and every object made in it is closed
 * before it.
 *
 * <p>On Linux both kinds go through EGL; elsewhere a context without a window has a hidden one.
 */
public final class Context implements AutoCloseable {
    static {
        Configuration.OPENGL_EXPLICIT_INIT.set(true);
        if (Platform.get() == Platform.LINUX) {
            Configuration.OPENGL_CONTEXT_API.set("EGL");
        }
    }

    private static final ThreadLocal<Context> CURRENT = new ThreadLocal<>();
    private static boolean loaded;

    private final Surface surface;
    private final GLCapabilities capabilities;
    private final String version;
    private final String renderer;
    private boolean closed;

    private Context(Surface surface) {
        this.surface = surface;
        try {
            load();
            surface.makeCurrent();
            capabilities = GL.createCapabilities(true);
            version = String.valueOf(glGetString(GL_VERSION));
            renderer = String.valueOf(glGetString(GL_RENDERER));
            if (!capabilities.OpenGL41) {
                throw new GlException(renderer + " offers OpenGL " + version
                        + ", but 4.1 is needed: install a newer graphics driver or libgl1-mesa-dri.");
            }
            CURRENT.set(this);
        } catch (RuntimeException e) {
            surface.close();
            throw e;
        }
    }

    /**
     * Opens a context without a window; no display is needed.
     *
     * @return the context, current on this thread
     * @throws GlException if a library or a device is missing, naming the package to install
     */
    public static Context offscreen() {
        return new Context(
                Platform.get() == Platform.LINUX ? EglSurface.create() : GlfwSurface.create(1, 1, "offscreen"));
    }

    /**
     * Opens a context with a window that is still hidden. Call it on the main thread.
     *
     * @param width of the window, pixels, above 0
     * @param height of the window, pixels, above 0
     * @param title of the window
     * @return the context, current on this thread
     * @throws GlException if there is no display, or the driver is too old
     */
    public static Context window(int width, int height, String title) {
        return new Context(GlfwSurface.create(width, height, title));
    }

    private static synchronized void load() {
        try {
            if (!loaded) {
                GL.create();
                loaded = true;
            }
        } catch (UnsatisfiedLinkError | IllegalStateException e) {
            throw EglSurface.missing("OpenGL", e);
        }
    }

    /** The version of OpenGL as the driver names it. */
    public String version() {
        return version;
    }

    /** The device or software rasteriser. */
    public String renderer() {
        return renderer;
    }

    /** The window as GLFW knows it, empty for a context without one. */
    public OptionalLong window() {
        return surface.window() == 0 ? OptionalLong.empty() : OptionalLong.of(surface.window());
    }

    /** Makes this context the one that the calling thread draws with. It must not be current on another. */
    public void makeCurrent() {
        surface.makeCurrent();
        GL.setCapabilities(capabilities);
        CURRENT.set(this);
    }

    /** Releases this context if it is current on the calling thread, so that another may take it. */
    public void release() {
        if (CURRENT.get() == this) {
            CURRENT.remove();
            GL.setCapabilities(null);
            surface.release();
        }
    }

    /** Closes the context; it must not be current on another thread. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release();
            surface.close();
        }
    }
}
