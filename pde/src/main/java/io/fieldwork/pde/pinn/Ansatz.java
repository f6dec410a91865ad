package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Slots;

/** How unknowns are formed from a network N so that conditions hold by construction: u = g + phi N. */
interface Ansatz {
    /**
     * The jets of g and phi, which depend on no parameter.
     *
     * @param points where
     * @param slots which derivatives
     * @return g and phi, each [slots, n, c], kept with the points
     */
    NDArray[] at(PointSet points, Slots slots);
}
