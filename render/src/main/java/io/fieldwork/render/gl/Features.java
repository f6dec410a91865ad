package io.fieldwork.render.gl;

import static org.lwjgl.opengl.GL11C.GL_MAX_TEXTURE_SIZE;
import static org.lwjgl.opengl.GL11C.GL_RENDERER;
import static org.lwjgl.opengl.GL11C.GL_VERSION;
import static org.lwjgl.opengl.GL11C.glGetInteger;
import static org.lwjgl.opengl.GL11C.glGetString;
import static org.lwjgl.opengl.GL12C.GL_MAX_3D_TEXTURE_SIZE;

import org.lwjgl.opengl.GLCapabilities;

/**
 * The features of an OpenGL context beyond version 4.1.
 *
 * @param version as the driver names it
 * @param renderer device or software rasteriser
 * @param compute whether there are compute shaders (4.3)
 * @param directStateAccess whether objects are edited without being bound (4.5)
 * @param maxTextureSize texels along an axis of a planar texture
 * @param maxVolumeSize texels along an axis of a spatial texture
 */
public record Features(
        String version,
        String renderer,
        boolean compute,
        boolean directStateAccess,
        int maxTextureSize,
        int maxVolumeSize) {
    /** The features of the current context. */
    static Features of(GLCapabilities capabilities) {
        return new Features(
                String.valueOf(glGetString(GL_VERSION)),
                String.valueOf(glGetString(GL_RENDERER)),
                capabilities.OpenGL43,
                capabilities.OpenGL45,
                glGetInteger(GL_MAX_TEXTURE_SIZE),
                glGetInteger(GL_MAX_3D_TEXTURE_SIZE));
    }
}
