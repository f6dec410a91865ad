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
import static org.lwjgl.opengl.GL12C.GL_CLAMP_TO_EDGE;
import static org.lwjgl.opengl.GL12C.GL_TEXTURE_3D;
import static org.lwjgl.opengl.GL12C.GL_TEXTURE_BASE_LEVEL;
import static org.lwjgl.opengl.GL12C.GL_TEXTURE_MAX_LEVEL;
import static org.lwjgl.opengl.GL12C.GL_TEXTURE_WRAP_R;
import static org.lwjgl.opengl.GL12C.glTexImage3D;
import static org.lwjgl.opengl.GL13C.GL_TEXTURE0;
import static org.lwjgl.opengl.GL13C.glActiveTexture;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
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
        define(0);
        glTexParameteri(target, GL_TEXTURE_BASE_LEVEL, 0);
        glTexParameteri(target, GL_TEXTURE_MAX_LEVEL, 0);
        filter(GL_NEAREST);
        wrap(GL_CLAMP_TO_EDGE);
    }

    /** {@return a row of at least one texel, its contents undefined} */
    public static Texture of1d(TexelFormat format, int width) {
        return new Texture(GL_TEXTURE_1D, format, width, 1, 1);
    }

    /** {@return a plane of at least one texel along each axis, its contents undefined} */
    public static Texture of2d(TexelFormat format, int width, int height) {
        return new Texture(GL_TEXTURE_2D, format, width, height, 1);
    }

    /** {@return a block of at least one texel along each axis, its contents undefined} */
    public static Texture of3d(TexelFormat format, int width, int height, int depth) {
        return new Texture(GL_TEXTURE_3D, format, width, height, depth);
    }

    /** Takes texels from an address of memory; 0 leaves them undefined. */
    private void define(long texels) {
        int internal = format.internal;
        int layout = format.layout;
        int type = format.type;
        switch (target) {
            case GL_TEXTURE_1D -> glTexImage1D(target, 0, internal, width, 0, layout, type, texels);
            case GL_TEXTURE_2D -> glTexImage2D(target, 0, internal, width, height, 0, layout, type, texels);
            default -> glTexImage3D(target, 0, internal, width, height, depth, 0, layout, type, texels);
        }
    }

    /** Replaces all texels of a format with floats [depth, height, width, components]. */
    public Texture upload(float[] texels) {
        expect(texels.length, GL_FLOAT);
        FloatBuffer copy = MemoryUtil.memAllocFloat(texels.length).put(texels).flip();
        return upload(copy, MemoryUtil.memAddress(copy));
    }

    /** Replaces all texels of a format with bytes [depth, height, width, components]. */
    public Texture upload(byte[] texels) {
        expect(texels.length, GL_UNSIGNED_BYTE);
        ByteBuffer copy = MemoryUtil.memAlloc(texels.length).put(texels).flip();
        return upload(copy, MemoryUtil.memAddress(copy));
    }

    private Texture upload(Buffer copy, long address) {
        try {
            glBindTexture(target, name);
            glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
            define(address);
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

    /** Binds it to the texture unit that a sampler is set to, 0 to 15. */
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
