package io.fieldwork.render.gl;

import static org.lwjgl.opengl.GL11C.GL_COLOR;
import static org.lwjgl.opengl.GL11C.GL_COLOR_BUFFER_BIT;
import static org.lwjgl.opengl.GL11C.GL_DEPTH;
import static org.lwjgl.opengl.GL11C.GL_NEAREST;
import static org.lwjgl.opengl.GL11C.GL_RGBA8;
import static org.lwjgl.opengl.GL11C.glDepthMask;
import static org.lwjgl.opengl.GL11C.glDisable;
import static org.lwjgl.opengl.GL11C.glEnable;
import static org.lwjgl.opengl.GL11C.glViewport;
import static org.lwjgl.opengl.GL30C.GL_COLOR_ATTACHMENT0;
import static org.lwjgl.opengl.GL30C.GL_DEPTH_ATTACHMENT;
import static org.lwjgl.opengl.GL30C.GL_DEPTH_COMPONENT32F;
import static org.lwjgl.opengl.GL30C.GL_DRAW_FRAMEBUFFER;
import static org.lwjgl.opengl.GL30C.GL_FRAMEBUFFER;
import static org.lwjgl.opengl.GL30C.GL_FRAMEBUFFER_COMPLETE;
import static org.lwjgl.opengl.GL30C.GL_READ_FRAMEBUFFER;
import static org.lwjgl.opengl.GL30C.GL_RENDERBUFFER;
import static org.lwjgl.opengl.GL30C.glBindFramebuffer;
import static org.lwjgl.opengl.GL30C.glBindRenderbuffer;
import static org.lwjgl.opengl.GL30C.glBlitFramebuffer;
import static org.lwjgl.opengl.GL30C.glCheckFramebufferStatus;
import static org.lwjgl.opengl.GL30C.glClearBufferfv;
import static org.lwjgl.opengl.GL30C.glDeleteFramebuffers;
import static org.lwjgl.opengl.GL30C.glDeleteRenderbuffers;
import static org.lwjgl.opengl.GL30C.glFramebufferRenderbuffer;
import static org.lwjgl.opengl.GL30C.glGenFramebuffers;
import static org.lwjgl.opengl.GL30C.glGenRenderbuffers;
import static org.lwjgl.opengl.GL30C.glRenderbufferStorageMultisample;
import static org.lwjgl.opengl.GL40C.GL_SAMPLE_SHADING;
import static org.lwjgl.opengl.GL40C.glMinSampleShading;

/** An offscreen image with colour and depth at four places of each pixel, which makes silhouettes smooth. */
public final class Multisample implements AutoCloseable {
    /** As many as every driver has. */
    private static final int SAMPLES = 4;

    private final int width;
    private final int height;
    private final int framebuffer;
    private final int color;
    private final int depth;

    /** An image of at least one pixel each way, whose contents are undefined. */
    public Multisample(int width, int height) {
        this.width = width;
        this.height = height;
        framebuffer = glGenFramebuffers();
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        color = renderbuffer(GL_RGBA8, GL_COLOR_ATTACHMENT0);
        depth = renderbuffer(GL_DEPTH_COMPONENT32F, GL_DEPTH_ATTACHMENT);
        if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
            close();
            throw new GlException("The graphics driver cannot draw into an image of " + width + " x " + height + ".");
        }
    }

    private int renderbuffer(int format, int attachment) {
        int name = glGenRenderbuffers();
        glBindRenderbuffer(GL_RENDERBUFFER, name);
        glRenderbufferStorageMultisample(GL_RENDERBUFFER, SAMPLES, format, width, height);
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, attachment, GL_RENDERBUFFER, name);
        return name;
    }

    /**
     * Fills the colour with red, green, blue and alpha [4], premultiplied, sets the depth to the farthest, and draws
     * into both from now on.
     */
    public void clear(float[] rgba) {
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        glViewport(0, 0, width, height);
        glDepthMask(true);
        glClearBufferfv(GL_COLOR, 0, rgba);
        glClearBufferfv(GL_DEPTH, 0, new float[] {1});
    }

    /**
     * Runs what draws so that fragment shaders are asked at every sample: they smooth the outlines of what they discard
     * parts of, which triangles know nothing of.
     */
    public static void shadingSamples(Runnable drawing) {
        glEnable(GL_SAMPLE_SHADING);
        glMinSampleShading(1);
        drawing.run();
        glDisable(GL_SAMPLE_SHADING);
    }

    /** Averages the colours of each pixel into an image of the same size, whose depth stays. */
    public void resolve(Framebuffer target) {
        glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer);
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target.name());
        glBlitFramebuffer(0, 0, width, height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
        target.bind();
    }

    @Override
    public void close() {
        glDeleteFramebuffers(framebuffer);
        glDeleteRenderbuffers(color);
        glDeleteRenderbuffers(depth);
    }
}
