package io.fieldwork.render.gl;

/** The platform part of a context, which differs between a window and offscreen. */
sealed interface Surface extends AutoCloseable permits EglSurface, GlfwSurface {
    void makeCurrent();

    void release();

    /** GLFW's handle of the window, 0 without one. */
    long window();

    @Override
    void close();
}
