package io.fieldwork.render.gl;

import static org.lwjgl.opengl.GL11C.GL_COLOR;
import static org.lwjgl.opengl.GL11C.GL_COLOR_BUFFER_BIT;
import static org.lwjgl.opengl.GL11C.GL_DEPTH;
import static org.lwjgl.opengl.GL11C.GL_DEPTH_COMPONENT;
import static org.lwjgl.opengl.GL11C.GL_FLOAT;
import static org.lwjgl.opengl.GL11C.GL_LINEAR;
import static org.lwjgl.opengl.GL11C.GL_NEAREST;
import static org.lwjgl.opengl.GL11C.GL_PACK_ALIGNMENT;
import static org.lwjgl.opengl.GL11C.GL_RGBA;
import static org.lwjgl.opengl.GL11C.GL_TEXTURE_2D;
import static org.lwjgl.opengl.GL11C.GL_UNSIGNED_BYTE;
import static org.lwjgl.opengl.GL11C.glDepthMask;
import static org.lwjgl.opengl.GL11C.glPixelStorei;
import static org.lwjgl.opengl.GL11C.glReadPixels;
import static org.lwjgl.opengl.GL11C.glViewport;
import static org.lwjgl.opengl.GL30C.GL_COLOR_ATTACHMENT0;
import static org.lwjgl.opengl.GL30C.GL_DEPTH_ATTACHMENT;
import static org.lwjgl.opengl.GL30C.GL_DRAW_FRAMEBUFFER;
import static org.lwjgl.opengl.GL30C.GL_FRAMEBUFFER;
import static org.lwjgl.opengl.GL30C.GL_FRAMEBUFFER_COMPLETE;
import static org.lwjgl.opengl.GL30C.GL_READ_FRAMEBUFFER;
import static org.lwjgl.opengl.GL30C.glBindFramebuffer;
import static org.lwjgl.opengl.GL30C.glBlitFramebuffer;
import static org.lwjgl.opengl.GL30C.glCheckFramebufferStatus;
import static org.lwjgl.opengl.GL30C.glClearBufferfv;
import static org.lwjgl.opengl.GL30C.glDeleteFramebuffers;
import static org.lwjgl.opengl.GL30C.glFramebufferTexture2D;
import static org.lwjgl.opengl.GL30C.glGenFramebuffers;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryUtil;

/**
 * An offscreen framebuffer with colour and depth. It is bound in one of two ways: with both, or with the colour alone,
 * so that shaders may read the depth of what was drawn before.
 */
public final class Framebuffer implements AutoCloseable {
    private final int width;
    private final int height;
    private final Texture color;
    private final Texture depth;
    private int both;
    private int colorOnly;

    /** An image of at least one pixel each way, whose contents are undefined. */
    public Framebuffer(int width, int height) {
        this.width = width;
        this.height = height;
        color = Texture.of2d(TexelFormat.RGBA8, width, height).smooth();
        depth = Texture.of2d(TexelFormat.DEPTH, width, height);
        colorOnly = framebuffer();
        both = framebuffer();
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, depth.name(), 0);
        if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
            close();
            throw new GlException("The graphics driver cannot draw into an image of " + width + " x " + height + ".");
        }
    }

    /** An image of a size: the one before if it has it, else a new one, and the one before is closed. */
    public static Framebuffer sized(@Nullable Framebuffer before, int width, int height) {
        if (before != null && before.width == width && before.height == height) {
            return before;
        }
        if (before != null) {
            before.close();
        }
        return new Framebuffer(width, height);
    }

    private int framebuffer() {
        int name = glGenFramebuffers();
        glBindFramebuffer(GL_FRAMEBUFFER, name);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, color.name(), 0);
        return name;
    }

    /** Draws into colour and depth from now on. */
    public void bind() {
        glBindFramebuffer(GL_FRAMEBUFFER, both);
        glViewport(0, 0, width, height);
    }

    /** OpenGL's name of colour and depth together. */
    int name() {
        return both;
    }

    /** Draws into the colour from now on; the depth is a texture to read. */
    public void bindColor() {
        glBindFramebuffer(GL_FRAMEBUFFER, colorOnly);
        glViewport(0, 0, width, height);
    }

    /**
     * Fills the colour with red, green, blue and alpha [4], premultiplied, sets the depth to the farthest, and leaves
     * both bound.
     */
    public void clear(float[] rgba) {
        bind();
        glDepthMask(true);
        glClearBufferfv(GL_COLOR, 0, rgba);
        glClearBufferfv(GL_DEPTH, 0, new float[] {1});
    }

    /** {@return the colours [height, width, 4], premultiplied red, green, blue and alpha; the top row first} */
    public byte[] readColor() {
        bind();
        ByteBuffer pixels = MemoryUtil.memAlloc(4 * width * height);
        try {
            glPixelStorei(GL_PACK_ALIGNMENT, 1);
            glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
            byte[] rows = new byte[4 * width * height];
            for (int row = 0; row < height; row++) {
                pixels.get(4 * width * (height - 1 - row), rows, 4 * width * row, 4 * width);
            }
            return rows;
        } finally {
            MemoryUtil.memFree(pixels);
        }
    }

    /**
     * {@return the depths [height, width] as OpenGL keeps them, 0 at the near plane to 1 at the far one; the top row
     * first}
     */
    public float[] readDepth() {
        bind();
        float[] pixels = new float[width * height];
        glReadPixels(0, 0, width, height, GL_DEPTH_COMPONENT, GL_FLOAT, pixels);
        float[] rows = new float[width * height];
        for (int row = 0; row < height; row++) {
            System.arraycopy(pixels, width * (height - 1 - row), rows, width * row, width);
        }
        return rows;
    }

    /**
     * Copies the colours into a part of another image, from its lower left pixel, stretched to its size and clipped to
     * the edges.
     */
    public void copyTo(Framebuffer other, int left, int bottom, int wide, int tall) {
        copy(other.colorOnly, left, bottom, wide, tall);
    }

    /** Copies the colours into the window of the current context, whose lower left corner is this image's. */
    public void present() {
        copy(0, 0, 0, width, height);
    }

    private void copy(int framebuffer, int left, int bottom, int wide, int tall) {
        glBindFramebuffer(GL_READ_FRAMEBUFFER, colorOnly);
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
        int filter = wide == width && tall == height ? GL_NEAREST : GL_LINEAR;
        glBlitFramebuffer(0, 0, width, height, left, bottom, left + wide, bottom + tall, GL_COLOR_BUFFER_BIT, filter);
    }

    /** The colour attachment. */
    public Texture color() {
        return color;
    }

    /** The depth attachment. */
    public Texture depth() {
        return depth;
    }

    /** Pixels from left to right. */
    public int width() {
        return width;
    }

    /** Pixels from top to bottom. */
    public int height() {
        return height;
    }

    @Override
    public void close() {
        glDeleteFramebuffers(both);
        glDeleteFramebuffers(colorOnly);
        both = 0;
        colorOnly = 0;
        color.close();
        depth.close();
    }
}
