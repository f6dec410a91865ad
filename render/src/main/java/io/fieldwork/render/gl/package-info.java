/**
 * OpenGL resources, each closed by try-with-resources: contexts (of a window, or offscreen without a display), shaders,
 * textures, framebuffers. No scene and no camera enters.
 */
@NullMarked
package io.fieldwork.render.gl;

import org.jspecify.annotations.NullMarked;
