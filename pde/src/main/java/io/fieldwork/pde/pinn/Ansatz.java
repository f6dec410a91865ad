package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Slots;

/** An ansatz u = g + phi N with a network N, by which conditions hold by construction. */
interface Ansatz {
    /** The jets of g and phi, each [slots, n, c], which depend on no parameter and are kept with the points. */
    NDArray[] at(PointSet points, Slots slots);
}
