/**
 * From where and how often something is looked at: cameras and their controls as pure values, frames, frame sources and the budget they
 * are given. A frame source is a callback with plain buffers; what computes it is unknown here. No OpenGL enters: the scene room
 * knows this one, so that a camera can be drawn from and drawn.
 */
@NullMarked
package io.fieldwork.render.view;

import org.jspecify.annotations.NullMarked;
