package io.fieldwork.render.gl;

import static org.lwjgl.opengl.GL11C.GL_FLOAT;
import static org.lwjgl.opengl.GL11C.GL_UNSIGNED_INT;
import static org.lwjgl.opengl.GL11C.glDrawArrays;
import static org.lwjgl.opengl.GL11C.glDrawElements;
import static org.lwjgl.opengl.GL15C.GL_ARRAY_BUFFER;
import static org.lwjgl.opengl.GL15C.GL_ELEMENT_ARRAY_BUFFER;
import static org.lwjgl.opengl.GL15C.GL_STATIC_DRAW;
import static org.lwjgl.opengl.GL15C.glBindBuffer;
import static org.lwjgl.opengl.GL15C.glBufferData;
import static org.lwjgl.opengl.GL15C.glGenBuffers;
import static org.lwjgl.opengl.GL20C.glEnableVertexAttribArray;
import static org.lwjgl.opengl.GL20C.glVertexAttribPointer;
import static org.lwjgl.opengl.GL30C.glBindVertexArray;
import static org.lwjgl.opengl.GL30C.glDeleteVertexArrays;
import static org.lwjgl.opengl.GL30C.glGenVertexArrays;
import static org.lwjgl.opengl.GL31C.glDrawArraysInstanced;
import static org.lwjgl.opengl.GL33C.glVertexAttribDivisor;

import java.util.ArrayList;
import java.util.List;
import org.lwjgl.opengl.GL15C;

/** A vertex array object: attributes for each vertex or instance, optional indices. It owns their buffers. */
public final class VertexArray implements AutoCloseable {
    private final List<Integer> buffers = new ArrayList<>();
    private int name = glGenVertexArrays();
    private int vertices;
    private int instances;
    private int elements;

    /**
     * Adds an attribute that each vertex has, at its location in the shader: values [vertices, components], 1 to 4
     * components.
     */
    public VertexArray attribute(int location, int components, float[] values) {
        vertices = values.length / components;
        add(location, components, values);
        return this;
    }

    /**
     * Adds an attribute that each instance has, at its location in the shader: values [instances, components], 1 to 4
     * components.
     */
    public VertexArray instanced(int location, int components, float[] values) {
        instances = values.length / components;
        add(location, components, values);
        glVertexAttribDivisor(location, 1);
        return this;
    }

    private void add(int location, int components, float[] values) {
        if (values.length % components != 0) {
            throw new IllegalArgumentException(values.length + " numbers are no groups of " + components);
        }
        buffer(GL_ARRAY_BUFFER);
        glBufferData(GL_ARRAY_BUFFER, values, GL_STATIC_DRAW);
        glEnableVertexAttribArray(location);
        glVertexAttribPointer(location, components, GL_FLOAT, false, 0, 0);
    }

    /** Binds a new buffer of this array. */
    private void buffer(int target) {
        glBindVertexArray(name);
        buffers.add(glGenBuffers());
        glBindBuffer(target, buffers.getLast());
    }

    /** Sets the indices of vertices. */
    public VertexArray elements(int[] order) {
        elements = order.length;
        buffer(GL_ELEMENT_ARRAY_BUFFER);
        glBufferData(GL_ELEMENT_ARRAY_BUFFER, order, GL_STATIC_DRAW);
        return this;
    }

    /** Draws all vertices, in their order if one is set, by a mode of OpenGL such as {@code GL_TRIANGLES}. */
    public void draw(int primitive) {
        glBindVertexArray(name);
        if (elements > 0) {
            glDrawElements(primitive, elements, GL_UNSIGNED_INT, 0);
        } else {
            glDrawArrays(primitive, 0, vertices);
        }
    }

    /** Draws so many vertices that the shader makes from their number alone. */
    public void draw(int primitive, int count) {
        glBindVertexArray(name);
        glDrawArrays(primitive, 0, count);
    }

    /** Draws the same vertices, so many, once for each instance. */
    public void drawInstances(int primitive, int count) {
        glBindVertexArray(name);
        glDrawArraysInstanced(primitive, 0, count, instances);
    }

    /** OpenGL's name of it, 0 once closed. */
    public int name() {
        return name;
    }

    @Override
    public void close() {
        glDeleteVertexArrays(name);
        name = 0;
        buffers.forEach(GL15C::glDeleteBuffers);
        buffers.clear();
    }
}
