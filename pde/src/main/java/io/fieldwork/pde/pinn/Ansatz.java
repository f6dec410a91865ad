package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Slots;

/** An ansatz u = g + phi N with a network N, by which conditions hold by construction. */
interface Ansatz {
    /**
     * The jets of g and phi, which depend on no parameter.
     *
     * @param points of evaluation
     * @param slots the derivatives
     * @return g and phi, each [slots, n, c], kept with the points
     */
    NDArray[] at(PointSet points, Slots slots);
}
