package io.fieldwork.render.scene;

import io.fieldwork.render.view.Frame;

/**
 * A finished frame that fills the view, with its depth: what is nearer hides it and it hides what is farther.
 *
 * @param frame seen from the same camera, of any size
 */
public record Layer(Frame frame) implements Item {}
