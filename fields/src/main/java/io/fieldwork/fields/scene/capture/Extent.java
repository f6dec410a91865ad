package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import org.jspecify.annotations.Nullable;

/**
 * The part of a scene that is of interest.
 *
 * @param box scene coordinates
 * @param near least distance of anything from a camera, scene units
 * @param origin where the box comes from, in words
 * @param nearer the box around which all of space is contracted, where that is not the whole one
 */
public record Extent(
        Box box, double near, String origin, @Nullable Box nearer) {
    /** Least distances from a camera in the longest side of a box. */
    private static final double FRACTION = 60;

    /** {@return a box with the near plane that fits its size, a sixtieth of the longest side} */
    public static Extent of(Box box, String origin) {
        return new Extent(box, box.longest() / FRACTION, origin, null);
    }

    /** This with a near plane that is at most so far. */
    Extent nearAtMost(double limit) {
        return new Extent(box, Math.min(near, limit), origin, nearer);
    }

    /** This with the box around which all of space is contracted, if it is another one. */
    Extent within(@Nullable Box inner) {
        return new Extent(box, near, origin, inner);
    }

    /** The extent where all of space is learned: the box around which it is contracted. */
    Extent contracted() {
        return nearer == null ? this : new Extent(nearer, near, "what is nearer of " + origin, null);
    }
}
