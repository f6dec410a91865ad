package io.fieldwork.pde.stagger.flow;

import static io.fieldwork.fields.tensor.UserError.require;

/**
 * The numbers of a discrete momentum equation, ρ ((v' - v) / Δt + v·∇v) + ∇p' = μ Δv.
 *
 * @param density ρ, mass in a cell of unit size
 * @param viscosity μ, dynamic
 * @param spacing side of a cell
 * @param step Δt, time step
 * @param scheme which v transports and rubs
 */
public record Momentum(double density, double viscosity, double spacing, double step, Scheme scheme) {
    /** Rejects values outside their range. */
    public Momentum {
        require(density > 0 && density < 1e6, "density", density, "a number between 0 and 1e6");
        require(viscosity >= 0 && viscosity < 1e6, "viscosity", viscosity, "a number from 0 to 1e6");
        require(spacing > 0 && spacing < 1e6, "spacing", spacing, "a number between 0 and 1e6");
        require(step > 0 && step < 1e6, "step", step, "a number between 0 and 1e6");
    }

    /** {@return the same equation in shorter or longer steps} */
    public Momentum withStep(double other) {
        return new Momentum(density, viscosity, spacing, other, scheme);
    }
}
