package io.fieldwork.render.gl;

import static org.lwjgl.opengl.GL15C.GL_STATIC_DRAW;
import static org.lwjgl.opengl.GL15C.glBindBuffer;
import static org.lwjgl.opengl.GL15C.glBufferData;
import static org.lwjgl.opengl.GL15C.glDeleteBuffers;
import static org.lwjgl.opengl.GL15C.glGenBuffers;

/** A buffer object, written once; bound to its target after it is made. */
final class Buffer implements AutoCloseable {
    private int name = glGenBuffers();

    Buffer(int target, float[] values) {
        glBindBuffer(target, name);
        glBufferData(target, values, GL_STATIC_DRAW);
    }

    Buffer(int target, int[] values) {
        glBindBuffer(target, name);
        glBufferData(target, values, GL_STATIC_DRAW);
    }

    int name() {
        return name;
    }

    @Override
    public void close() {
        glDeleteBuffers(name);
        name = 0;
    }
}
