/**
 * OpenGL as resources with a beginning and an end: a context (a window's, or offscreen without a display), shaders, textures and
 * targets, each closed by try-with-resources. No scene and no camera enters.
 */
@NullMarked
package io.fieldwork.render.gl;

import org.jspecify.annotations.NullMarked;
