package io.fieldwork.pde.equation;

import ai.djl.ndarray.NDArray;

/**
 * What must vanish, written as the equation reads. Burgers' u_t + u u_x = nu u_xx is
 * {@code u -> u.t().add(u.value().mul(u.x())).sub(u.xx().mul(nu))}. It is pointwise: entry p depends on the unknowns at point p
 * only. It is asked once, before training, for the derivatives it reads.
 */
@FunctionalInterface
public interface Residual {
    /**
     * Evaluates what must vanish.
     *
     * @param u the unknowns and their derivatives at n points
     * @return [n]
     */
    NDArray of(Unknown u);
}
