package io.fieldwork.pde.equation;

import ai.djl.ndarray.NDArray;

/**
 * A residual, written as the equation reads. Burgers' u_t + u u_x = nu u_xx is
 * {@code u -> u.t().add(u.value().mul(u.x())).sub(u.xx().mul(nu))}. It is pointwise: entry p depends on the unknowns at
 * point p only. It is called once before training to find the derivatives it reads.
 */
@FunctionalInterface
public interface Residual {
    /** {@return the residual [n] of the unknowns and their derivatives at n points} */
    NDArray of(Unknown u);
}
