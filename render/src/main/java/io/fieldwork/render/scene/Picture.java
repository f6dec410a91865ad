package io.fieldwork.render.scene;

import io.fieldwork.render.view.Frame;

/**
 * An image on a plane.
 *
 * @param image its colours are drawn, its depth is not
 * @param plane that carries it; the image's lower left corner is at the origin
 * @param smooth whether colours are interpolated between pixels
 */
public record Picture(Frame image, Plane plane, boolean smooth) implements Item {}
