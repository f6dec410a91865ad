package io.fieldwork.fields.scene.layout;

import io.fieldwork.fields.volume.Intrinsics;
import org.jspecify.annotations.Nullable;

/**
 * The camera of an image that is or will be written.
 *
 * @param split {@code train}, {@code val}, {@code test}, or another word that layouts keep apart from these
 * @param index among the pictures of its split
 * @param lens intrinsics of a pinhole; pixel (0, 0) has its centre at (0.5, 0.5)
 * @param pose [12], camera-to-world, rows of [R | t]; x right, y up, -z along the view; not to be changed afterwards
 * @param near depth of what is nearest
 * @param far depth of what is farthest
 * @param time from 0 to 1, or null where nothing moves
 * @param masked whether there is a mask of what is not to be learned
 * @param measured whether there are depths beside it
 */
public record Picture(
        String split,
        int index,
        Intrinsics lens,
        double[] pose,
        double near,
        double far,
        @Nullable Double time,
        boolean masked,
        boolean measured) {
    /** {@return its name without ending, the same in every layout, such as {@code train/r_0}} */
    public String name() {
        return split + "/r_" + index;
    }

    /** {@return this picture, its camera elsewhere, with other depths} */
    public Picture at(double[] otherPose, double newNear, double newFar) {
        return new Picture(split, index, lens, otherPose, newNear, newFar, time, masked, measured);
    }

    /** Whether it is of train or test. */
    boolean usual() {
        return split.equals("train") || split.equals("test");
    }
}
