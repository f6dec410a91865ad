package io.fieldwork.fields.image;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Parameter;

/** Learned features of the plane that are looked up in a table. */
interface PlaneEncoding {
    /** {@return the features [n, width] of points [n, 2] in [0, 1]} */
    NDArray encode(NDArray x);

    /** {@return the table} */
    Parameter table();

    /** {@return the number of features} */
    int width();
}
