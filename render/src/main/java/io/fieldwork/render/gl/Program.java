package io.fieldwork.render.gl;

import static org.lwjgl.opengl.GL11C.GL_FALSE;
import static org.lwjgl.opengl.GL20C.GL_COMPILE_STATUS;
import static org.lwjgl.opengl.GL20C.GL_FRAGMENT_SHADER;
import static org.lwjgl.opengl.GL20C.GL_LINK_STATUS;
import static org.lwjgl.opengl.GL20C.GL_VERTEX_SHADER;
import static org.lwjgl.opengl.GL20C.glAttachShader;
import static org.lwjgl.opengl.GL20C.glCompileShader;
import static org.lwjgl.opengl.GL20C.glCreateProgram;
import static org.lwjgl.opengl.GL20C.glCreateShader;
import static org.lwjgl.opengl.GL20C.glDeleteProgram;
import static org.lwjgl.opengl.GL20C.glDeleteShader;
import static org.lwjgl.opengl.GL20C.glGetProgramInfoLog;
import static org.lwjgl.opengl.GL20C.glGetProgrami;
import static org.lwjgl.opengl.GL20C.glGetShaderInfoLog;
import static org.lwjgl.opengl.GL20C.glGetShaderi;
import static org.lwjgl.opengl.GL20C.glGetUniformLocation;
import static org.lwjgl.opengl.GL20C.glLinkProgram;
import static org.lwjgl.opengl.GL20C.glShaderSource;
import static org.lwjgl.opengl.GL20C.glUniform1fv;
import static org.lwjgl.opengl.GL20C.glUniform1i;
import static org.lwjgl.opengl.GL20C.glUniform2f;
import static org.lwjgl.opengl.GL20C.glUniform3f;
import static org.lwjgl.opengl.GL20C.glUniform4f;
import static org.lwjgl.opengl.GL20C.glUniformMatrix3fv;
import static org.lwjgl.opengl.GL20C.glUniformMatrix4fv;
import static org.lwjgl.opengl.GL20C.glUseProgram;

import java.util.HashMap;
import java.util.Map;
import org.joml.Matrix3fc;
import org.joml.Matrix4fc;

/** A shader program: a vertex and a fragment shader, linked. Setting a dropped uniform does nothing. */
public final class Program implements AutoCloseable {
    private final Map<String, Integer> locations = new HashMap<>();
    private int name;

    private Program(int name) {
        this.name = name;
    }

    /**
     * Compiles and links two resources of GLSL 4.10. They start without a version, and a line {@code #include "name"}
     * is replaced by that file.
     *
     * @param room class in the folder of the files
     * @param vertex file of the vertex shader
     * @param fragment file of the fragment shader
     * @param defines names that are defined in both
     * @return the program
     * @throws GlException with the compiler's log, each line with file and line
     */
    public static Program load(Class<?> room, String vertex, String fragment, String... defines) {
        int first = 0;
        int second = 0;
        try {
            first = compile(GL_VERTEX_SHADER, ShaderSource.read(room, vertex, defines), vertex);
            second = compile(GL_FRAGMENT_SHADER, ShaderSource.read(room, fragment, defines), fragment);
            return new Program(link(first, second, vertex + " and " + fragment));
        } finally {
            glDeleteShader(first);
            glDeleteShader(second);
        }
    }

    private static int compile(int stage, ShaderSource source, String file) {
        int shader = glCreateShader(stage);
        glShaderSource(shader, source.text());
        glCompileShader(shader);
        if (glGetShaderi(shader, GL_COMPILE_STATUS) == GL_FALSE) {
            String log = source.explain(glGetShaderInfoLog(shader).strip());
            glDeleteShader(shader);
            throw new GlException("The shader " + file + " does not compile: " + log);
        }
        return shader;
    }

    private static int link(int vertex, int fragment, String files) {
        int program = glCreateProgram();
        glAttachShader(program, vertex);
        glAttachShader(program, fragment);
        glLinkProgram(program);
        if (glGetProgrami(program, GL_LINK_STATUS) == GL_FALSE) {
            String log = glGetProgramInfoLog(program).strip();
            glDeleteProgram(program);
            throw new GlException("The shaders " + files + " do not link: " + log);
        }
        return program;
    }

    /** Draws with it from now on; uniforms are set after this. */
    public Program use() {
        glUseProgram(name);
        return this;
    }

    /** Sets an integer, a flag or the unit of a sampler. */
    public Program set(String uniform, int value) {
        glUniform1i(location(uniform), value);
        return this;
    }

    /** Sets a number or a vector of up to four. */
    public Program set(String uniform, float... values) {
        int at = location(uniform);
        switch (values.length) {
            case 2 -> glUniform2f(at, values[0], values[1]);
            case 3 -> glUniform3f(at, values[0], values[1], values[2]);
            case 4 -> glUniform4f(at, values[0], values[1], values[2], values[3]);
            default -> glUniform1fv(at, values);
        }
        return this;
    }

    /** Sets an array of as many numbers as the shader declares, or fewer. */
    public Program setArray(String uniform, float[] values) {
        glUniform1fv(location(uniform), values);
        return this;
    }

    /** Sets a matrix of three columns. */
    public Program set(String uniform, Matrix3fc matrix) {
        glUniformMatrix3fv(location(uniform), false, matrix.get(new float[9]));
        return this;
    }

    /** Sets a matrix of four columns. */
    public Program set(String uniform, Matrix4fc matrix) {
        glUniformMatrix4fv(location(uniform), false, matrix.get(new float[16]));
        return this;
    }

    private int location(String uniform) {
        return locations.computeIfAbsent(uniform, key -> glGetUniformLocation(name, key));
    }

    /** OpenGL's name of it, 0 once closed. */
    public int name() {
        return name;
    }

    @Override
    public void close() {
        glDeleteProgram(name);
        name = 0;
    }
}
