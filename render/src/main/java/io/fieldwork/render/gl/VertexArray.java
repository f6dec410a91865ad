package io.fieldwork.render.gl;

import static org.lwjgl.opengl.GL11C.GL_FLOAT;
import static org.lwjgl.opengl.GL11C.GL_UNSIGNED_INT;
import static org.lwjgl.opengl.GL11C.glDrawArrays;
import static org.lwjgl.opengl.GL11C.glDrawElements;
import static org.lwjgl.opengl.GL15C.GL_ARRAY_BUFFER;
import static org.lwjgl.opengl.GL15C.GL_ELEMENT_ARRAY_BUFFER;
import static org.lwjgl.opengl.GL20C.glEnableVertexAttribArray;
import static org.lwjgl.opengl.GL20C.glVertexAttribPointer;
import static org.lwjgl.opengl.GL30C.glBindVertexArray;
import static org.lwjgl.opengl.GL30C.glDeleteVertexArrays;
import static org.lwjgl.opengl.GL30C.glGenVertexArrays;
import static org.lwjgl.opengl.GL31C.glDrawArraysInstanced;
import static org.lwjgl.opengl.GL33C.glVertexAttribDivisor;

import java.util.ArrayList;
import java.util.List;

/** A vertex array object: attributes for each vertex or instance, optional indices. It owns their buffers. */
public final class VertexArray implements AutoCloseable {
    private final List<Buffer> buffers = new ArrayList<>();
    private int name = glGenVertexArrays();
    private int vertices;
    private int instances;
    private int elements;

    /**
     * Adds an attribute that each vertex has.
     *
     * @param location in the shader
     * @param components of it, 1 to 4
     * @param values [vertices, components]
     * @return this
     */
    public VertexArray attribute(int location, int components, float[] values) {
        vertices = values.length / components;
        add(location, components, values);
        return this;
    }

    /**
     * Adds an attribute that each instance has.
     *
     * @param location in the shader
     * @param components of it, 1 to 4
     * @param values [instances, components]
     * @return this
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
        glBindVertexArray(name);
        buffers.add(new Buffer(GL_ARRAY_BUFFER, values));
        glEnableVertexAttribArray(location);
        glVertexAttribPointer(location, components, GL_FLOAT, false, 0, 0);
    }

    /**
     * Sets the vertex indices.
     *
     * @param order indices of vertices
     * @return this
     */
    public VertexArray elements(int[] order) {
        elements = order.length;
        glBindVertexArray(name);
        buffers.add(new Buffer(GL_ELEMENT_ARRAY_BUFFER, order));
        return this;
    }

    /**
     * Draws all vertices, in their order if one is set.
     *
     * @param primitive OpenGL's mode, such as {@code GL_TRIANGLES}
     */
    public void draw(int primitive) {
        glBindVertexArray(name);
        if (elements > 0) {
            glDrawElements(primitive, elements, GL_UNSIGNED_INT, 0);
        } else {
            glDrawArrays(primitive, 0, vertices);
        }
    }

    /**
     * Draws vertices that the shader makes from their number alone.
     *
     * @param primitive OpenGL's mode
     * @param count of vertices
     */
    public void draw(int primitive, int count) {
        glBindVertexArray(name);
        glDrawArrays(primitive, 0, count);
    }

    /**
     * Draws the same vertices once for each instance.
     *
     * @param primitive OpenGL's mode
     * @param count of vertices of an instance
     */
    public void drawInstances(int primitive, int count) {
        glBindVertexArray(name);
        glDrawArraysInstanced(primitive, 0, count, instances);
    }

    /** OpenGL's name of it, 0 once closed. */
    public int name() {
        return name;
    }

    /** OpenGL's names of its buffers. */
    int[] bufferNames() {
        return buffers.stream().mapToInt(Buffer::name).toArray();
    }

    @Override
    public void close() {
        glDeleteVertexArrays(name);
        name = 0;
        buffers.forEach(Buffer::close);
        buffers.clear();
    }
}
