package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;

/**
 * The part of a scene that is of interest.
 *
 * @param box scene coordinates
 * @param near least distance of anything from a camera, scene units
 * @param origin where the box comes from, in words
 */
public record Extent(Box box, double near, String origin) {
    /** Least distances from a camera in the longest side of a box. */
    private static final double FRACTION = 60;

    /** {@return a box with the near plane that fits its size, a sixtieth of the longest side} */
    public static Extent of(Box box, String origin) {
        return new Extent(box, box.longest() / FRACTION, origin);
    }

    /** This with a near plane that is at most so far. */
    Extent nearAtMost(double limit) {
        return new Extent(box, Math.min(near, limit), origin);
    }
}
