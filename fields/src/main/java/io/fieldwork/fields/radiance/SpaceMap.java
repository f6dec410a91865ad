package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.field.Box;

/** A map of all of space, or of the part of it that cameras see, into a cube in which a field is learned. */
interface SpaceMap {
    /** The cube that places are mapped to. */
    Box CUBE = Box.cube(2);

    /** {@return the places [n, 3] in the cube of world coordinates [n, 3], differentiable} */
    NDArray apply(NDArray x);
}
