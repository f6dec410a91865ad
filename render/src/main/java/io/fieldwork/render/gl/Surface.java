package io.fieldwork.render.gl;

/** Where a context comes from: the part of it that differs between a window and none. */
sealed interface Surface extends AutoCloseable permits EglSurface, GlfwSurface {
    void makeCurrent();

    void release();

    /** GLFW's handle of the window, 0 without one. */
    long window();

    @Override
    void close();
}
