package io.fieldwork.render.scene;

import io.fieldwork.render.view.Frame;

/**
 * A finished frame that fills the view, composited with the other items by its depth.
 *
 * @param frame from the same camera, of any size
 */
public record Layer(Frame frame) implements Item {}
