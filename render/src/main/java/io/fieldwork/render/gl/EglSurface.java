package io.fieldwork.render.gl;

import static org.lwjgl.egl.EGL10.EGL_NONE;
import static org.lwjgl.egl.EGL10.EGL_NO_CONTEXT;
import static org.lwjgl.egl.EGL10.EGL_NO_SURFACE;
import static org.lwjgl.egl.EGL10.EGL_PBUFFER_BIT;
import static org.lwjgl.egl.EGL10.EGL_SURFACE_TYPE;
import static org.lwjgl.egl.EGL10.eglChooseConfig;
import static org.lwjgl.egl.EGL10.eglCreateContext;
import static org.lwjgl.egl.EGL10.eglDestroyContext;
import static org.lwjgl.egl.EGL10.eglInitialize;
import static org.lwjgl.egl.EGL10.eglMakeCurrent;
import static org.lwjgl.egl.EGL12.EGL_RENDERABLE_TYPE;
import static org.lwjgl.egl.EGL12.eglBindAPI;
import static org.lwjgl.egl.EGL14.EGL_OPENGL_API;
import static org.lwjgl.egl.EGL14.EGL_OPENGL_BIT;
import static org.lwjgl.egl.EGL15.EGL_CONTEXT_MAJOR_VERSION;
import static org.lwjgl.egl.EGL15.EGL_CONTEXT_MINOR_VERSION;
import static org.lwjgl.egl.EGL15.EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT;
import static org.lwjgl.egl.EGL15.EGL_CONTEXT_OPENGL_PROFILE_MASK;
import static org.lwjgl.egl.EXTDeviceEnumeration.eglQueryDevicesEXT;
import static org.lwjgl.egl.EXTPlatformBase.eglGetPlatformDisplayEXT;
import static org.lwjgl.egl.EXTPlatformDevice.EGL_PLATFORM_DEVICE_EXT;

import java.nio.IntBuffer;
import org.lwjgl.PointerBuffer;
import org.lwjgl.egl.EGL;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.MemoryStack;

/**
 * An offscreen surface without a display, on the first EGL device that gives a context. Displays of devices belong to
 * the process and stay initialised.
 */
final class EglSurface implements Surface {
    private static final String PACKAGES =
            "install the packages libegl1, libegl-mesa0 and libgl1-mesa-dri (Debian, Ubuntu)"
                    + " or mesa-libEGL and mesa-dri-drivers (Fedora), or a graphics driver with EGL";
    private static final int MAX_DEVICES = 32;

    private static boolean loaded;

    private final long display;
    private final long context;

    private EglSurface(long display, long context) {
        this.display = display;
        this.context = context;
    }

    static EglSurface create() {
        load();
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer devices = stack.mallocPointer(MAX_DEVICES);
            for (int i = 0; i < devices(devices, stack); i++) {
                long display = eglGetPlatformDisplayEXT(EGL_PLATFORM_DEVICE_EXT, devices.get(i), (IntBuffer) null);
                long context = display == 0 ? 0 : context(display, stack);
                if (context != 0) {
                    return new EglSurface(display, context);
                }
            }
        }
        throw new GlException("No graphics device here offers OpenGL 4.1 without a display: " + PACKAGES + ".");
    }

    /** Loads the library before its classes are used, so that its absence can be reported. */
    private static synchronized void load() {
        Configuration.EGL_EXPLICIT_INIT.set(true);
        try {
            if (!loaded) {
                EGL.create();
                loaded = true;
            }
        } catch (UnsatisfiedLinkError e) {
            throw missing("EGL", e);
        }
        if (EGL.getCapabilities().eglQueryDevicesEXT == 0 || EGL.getCapabilities().eglGetPlatformDisplayEXT == 0) {
            throw new GlException("EGL here cannot draw without a display: " + PACKAGES + ".");
        }
    }

    static GlException missing(String library, Throwable cause) {
        return new GlException("The " + library + " library is missing: " + PACKAGES + ".", cause);
    }

    private static int devices(PointerBuffer devices, MemoryStack stack) {
        IntBuffer count = stack.mallocInt(1);
        return eglQueryDevicesEXT(devices, count) ? count.get(0) : 0;
    }

    private static long context(long display, MemoryStack stack) {
        IntBuffer major = stack.mallocInt(1);
        IntBuffer minor = stack.mallocInt(1);
        if (!eglInitialize(display, major, minor)) {
            return 0;
        }
        EGL.createDisplayCapabilities(display, major.get(0), minor.get(0));
        PointerBuffer configs = stack.mallocPointer(1);
        IntBuffer wanted = stack.ints(EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE);
        IntBuffer count = stack.mallocInt(1);
        if (!eglBindAPI(EGL_OPENGL_API) || !eglChooseConfig(display, wanted, configs, count) || count.get(0) == 0) {
            return 0;
        }
        IntBuffer attributes = stack.ints(
                EGL_CONTEXT_MAJOR_VERSION,
                4,
                EGL_CONTEXT_MINOR_VERSION,
                1,
                EGL_CONTEXT_OPENGL_PROFILE_MASK,
                EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                EGL_NONE);
        return eglCreateContext(display, configs.get(0), EGL_NO_CONTEXT, attributes);
    }

    @Override
    public void makeCurrent() {
        eglBindAPI(EGL_OPENGL_API);
        if (!eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context)) {
            throw new GlException("The graphics driver cannot draw without a window: " + PACKAGES + ".");
        }
    }

    @Override
    public void release() {
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    }

    @Override
    public long window() {
        return 0;
    }

    @Override
    public void close() {
        eglDestroyContext(display, context);
    }
}
