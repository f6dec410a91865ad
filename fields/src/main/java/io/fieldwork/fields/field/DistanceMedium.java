package io.fieldwork.fields.field;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;

/** A medium that becomes opaque across a surface: the zeros of a signed distance, which is positive where light is free. */
public interface DistanceMedium extends Medium {
    /** {@return the signed distance [n], world units, at world coordinates [n, 3]} */
    NDArray distance(Tape tape, NDArray x);

    /** {@return the gradient [n, 3] of the signed distance at the points of a geometry that this medium gave, not of length one} */
    NDArray gradient(Geometry geometry);

    /**
     * {@return the width of the layer in which it becomes opaque, world units} It is the scale of the distribution of which its density
     * is the distribution function: beta of Laplace's in VolSDF, 1 / s of the logistic one in NeuS.
     */
    double spread();

    /** {@return whether it goes on outside of the ball in its box} There lengths of pieces of rays are differences of the radius over the distance. */
    default boolean surrounded() {
        return false;
    }
}
