package io.fieldwork.render.gl;

import static org.lwjgl.opengl.GL11C.GL_FLOAT;
import static org.lwjgl.opengl.GL11C.GL_LINEAR;
import static org.lwjgl.opengl.GL11C.GL_NEAREST;
import static org.lwjgl.opengl.GL11C.GL_REPEAT;
import static org.lwjgl.opengl.GL11C.GL_TEXTURE_1D;
import static org.lwjgl.opengl.GL11C.GL_TEXTURE_2D;
import static org.lwjgl.opengl.GL11C.GL_TEXTURE_MAG_FILTER;
import static org.lwjgl.opengl.GL11C.GL_TEXTURE_MIN_FILTER;
import static org.lwjgl.opengl.GL11C.GL_TEXTURE_WRAP_S;
import static org.lwjgl.opengl.GL11C.GL_TEXTURE_WRAP_T;
import static org.lwjgl.opengl.GL11C.GL_UNPACK_ALIGNMENT;
import static org.lwjgl.opengl.GL11C.GL_UNSIGNED_BYTE;
import static org.lwjgl.opengl.GL11C.glBindTexture;
import static org.lwjgl.opengl.GL11C.glDeleteTextures;
import static org.lwjgl.opengl.GL11C.glGenTextures;
import static org.lwjgl.opengl.GL11C.glPixelStorei;
import static org.lwjgl.opengl.GL11C.glTexImage1D;
import static org.lwjgl.opengl.GL11C.glTexImage2D;
import static org.lwjgl.opengl.GL11C.glTexParameteri;
import static org.lwjgl.opengl.GL11C.glTexSubImage1D;
import static org.lwjgl.opengl.GL11C.glTexSubImage2D;
import static org.lwjgl.opengl.GL12C.GL_CLAMP_TO_EDGE;
import static org.lwjgl.opengl.GL12C.GL_TEXTURE_3D;
import static org.lwjgl.opengl.GL12C.GL_TEXTURE_BASE_LEVEL;
import static org.lwjgl.opengl.GL12C.GL_TEXTURE_MAX_LEVEL;
import static org.lwjgl.opengl.GL12C.GL_TEXTURE_WRAP_R;
import static org.lwjgl.opengl.GL12C.glTexImage3D;
import static org.lwjgl.opengl.GL12C.glTexSubImage3D;
import static org.lwjgl.opengl.GL13C.GL_TEXTURE0;
import static org.lwjgl.opengl.GL13C.glActiveTexture;

import java.nio.ByteBuffer;
import org.lwjgl.system.MemoryUtil;

/** A texture of one to three axes, the first running fastest, by default sampled nearest and clamped to the edges. */
public final class Texture implements AutoCloseable {
    private final int target;
    private final TexelFormat format;
    private final int width;
    private final int height;
    private final int depth;
    private int name;

    private Texture(int target, TexelFormat format, int width, int height, int depth) {
        if (width < 1 || height < 1 || depth < 1) {
            throw new IllegalArgumentException("a texture of " + width + " x " + height + " x " + depth + " texels");
        }
        this.target = target;
        this.format = format;
        this.width = width;
        this.height = height;
        this.depth = depth;
        name = glGenTextures();
        glBindTexture(target, name);
        allocate();
        glTexParameteri(target, GL_TEXTURE_BASE_LEVEL, 0);
        glTexParameteri(target, GL_TEXTURE_MAX_LEVEL, 0);
        filter(GL_NEAREST);
        wrap(GL_CLAMP_TO_EDGE);
    }

    /**
     * A row of texels.
     *
     * @param format of each
     * @param width texels, at least 1
     * @return the texture, its contents undefined
     */
    public static Texture of1d(TexelFormat format, int width) {
        return new Texture(GL_TEXTURE_1D, format, width, 1, 1);
    }

    /**
     * A plane of texels.
     *
     * @param format of each
     * @param width texels, at least 1
     * @param height texels, at least 1
     * @return the texture, its contents undefined
     */
    public static Texture of2d(TexelFormat format, int width, int height) {
        return new Texture(GL_TEXTURE_2D, format, width, height, 1);
    }

    /**
     * A block of texels.
     *
     * @param format of each
     * @param width texels, at least 1
     * @param height texels, at least 1
     * @param depth texels, at least 1
     * @return the texture, its contents undefined
     */
    public static Texture of3d(TexelFormat format, int width, int height, int depth) {
        return new Texture(GL_TEXTURE_3D, format, width, height, depth);
    }

    private void allocate() {
        switch (target) {
            case GL_TEXTURE_1D ->
                glTexImage1D(target, 0, format.internal, width, 0, format.layout, format.type, (ByteBuffer) null);
            case GL_TEXTURE_2D ->
                glTexImage2D(
                        target, 0, format.internal, width, height, 0, format.layout, format.type, (ByteBuffer) null);
            default ->
                glTexImage3D(
                        target, 0, format.internal, width, height, depth, 0, format.layout, format.type, (ByteBuffer)
                                null);
        }
    }

    /**
     * Replaces all texels of a format with floats.
     *
     * @param texels [depth, height, width, components]
     * @return this
     */
    public Texture upload(float[] texels) {
        expect(texels.length, GL_FLOAT);
        begin();
        switch (target) {
            case GL_TEXTURE_1D -> glTexSubImage1D(target, 0, 0, width, format.layout, GL_FLOAT, texels);
            case GL_TEXTURE_2D -> glTexSubImage2D(target, 0, 0, 0, width, height, format.layout, GL_FLOAT, texels);
            default -> glTexSubImage3D(target, 0, 0, 0, 0, width, height, depth, format.layout, GL_FLOAT, texels);
        }
        return this;
    }

    /**
     * Replaces all texels of a format with bytes.
     *
     * @param texels [depth, height, width, components]
     * @return this
     */
    public Texture upload(byte[] texels) {
        expect(texels.length, GL_UNSIGNED_BYTE);
        ByteBuffer copy = MemoryUtil.memAlloc(texels.length).put(texels).flip();
        try {
            begin();
            switch (target) {
                case GL_TEXTURE_1D -> glTexSubImage1D(target, 0, 0, width, format.layout, GL_UNSIGNED_BYTE, copy);
                case GL_TEXTURE_2D ->
                    glTexSubImage2D(target, 0, 0, 0, width, height, format.layout, GL_UNSIGNED_BYTE, copy);
                default ->
                    glTexSubImage3D(target, 0, 0, 0, 0, width, height, depth, format.layout, GL_UNSIGNED_BYTE, copy);
            }
        } finally {
            MemoryUtil.memFree(copy);
        }
        return this;
    }

    private void expect(int length, int type) {
        int wanted = Math.multiplyExact(Math.multiplyExact(width * height, depth), format.components);
        if (length != wanted || type != format.type) {
            throw new IllegalArgumentException(length + " numbers for " + wanted + " of " + format);
        }
    }

    private void begin() {
        glBindTexture(target, name);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    }

    /** Reads between texels linearly from now on. */
    public Texture smooth() {
        glBindTexture(target, name);
        filter(GL_LINEAR);
        return this;
    }

    /** Repeats itself beyond its edges from now on. */
    public Texture repeated() {
        glBindTexture(target, name);
        wrap(GL_REPEAT);
        return this;
    }

    private void filter(int filter) {
        glTexParameteri(target, GL_TEXTURE_MIN_FILTER, filter);
        glTexParameteri(target, GL_TEXTURE_MAG_FILTER, filter);
    }

    private void wrap(int wrap) {
        glTexParameteri(target, GL_TEXTURE_WRAP_S, wrap);
        glTexParameteri(target, GL_TEXTURE_WRAP_T, wrap);
        glTexParameteri(target, GL_TEXTURE_WRAP_R, wrap);
    }

    /**
     * Binds it to a texture unit.
     *
     * @param unit that their sampler is set to, 0 to 15
     */
    public void bind(int unit) {
        glActiveTexture(GL_TEXTURE0 + unit);
        glBindTexture(target, name);
        glActiveTexture(GL_TEXTURE0);
    }

    /** Texels along the first axis. */
    public int width() {
        return width;
    }

    /** Texels along the second axis. */
    public int height() {
        return height;
    }

    /** Texels along the third axis. */
    public int depth() {
        return depth;
    }

    /** OpenGL's name of it, 0 once closed. */
    public int name() {
        return name;
    }

    @Override
    public void close() {
        glDeleteTextures(name);
        name = 0;
    }
}
