package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.pde.closure.Closure;
import java.util.List;
import java.util.Optional;

/**
 * A closure on fields. Equations for c and m₂ need of the fourth moment S:T alone, with T = E + 2ζD, and this is linear in ε
 * where the closure is held: X = m₄ τ* = P ε + Q ε* + R with τ = ε + ζ m₂, and dev(S:T) = cε/2 + 3ζ c m₂/2 + X/2. A closure that
 * gives m₄ has P = 0, Q = m₄ and R = ζ m₄ m₂*; one that gives the coefficients of S:E and S:D in powers of D and E is of this
 * form, too, although no m₄ may belong to it.
 *
 * <p>All arrays are in double precision. Fields are [samples, 5, n, n]: c, m₂ and ε by real and imaginary parts. A fluid is
 * [samples, 5]: α, β, ζ, d_T, d_R.
 */
public interface ClosureModel extends AutoCloseable {
    /**
     * {@return [samples, 7, n, n]: P, Q and R by real and imaginary parts, and the trace of S:T} Differentiable in
     * everything.
     */
    NDArray couple(NDArray fields, NDArray fluid);

    /** {@return whether it depends on ε} */
    boolean seesStrain();

    /** {@return whether it gives a fourth moment, which is Q then} */
    boolean givesMoment();

    /**
     * {@return the present closure at points of a fluid of some ζ, for the solver that steps as it needs; empty if it gives no
     * fourth moment}
     */
    default Optional<Closure> pointwise(double zeta) {
        return Optional.empty();
    }

    /** {@return the trainable parameters, none of a fixed closure} */
    List<Parameter> parameters();

    @Override
    void close();
}
