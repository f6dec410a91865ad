/**
 * Cameras and their controls as pure values, frames, frame sources and their time budgets. A frame source is a callback
 * with plain buffers; its computation is unknown here. No OpenGL enters; the scene package uses this one, so that
 * cameras can be drawn.
 */
@NullMarked
package io.fieldwork.render.view;

import org.jspecify.annotations.NullMarked;
