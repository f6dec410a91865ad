package io.fieldwork.pde.stagger.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Script;

/**
 * The momentum equation on {@link StaggeredGrid}s as tensors, in single or double precision, differentiable in all: a loss that
 * needs no data, and a check of what any solver gives. The scheme is that of Wandel, Weinmann, Klein (ICLR 2021) in a plane and of
 * the same authors (Physics of Fluids 2021) in space. Arrays are [samples, components, cells along each axis].
 */
public final class FlowPhysics implements AutoCloseable {
    private final Script script;

    /** The equation on grids of 2 or 3 axes of any size. */
    public FlowPhysics(NDManager owner, Momentum momentum, int axes) {
        script = Script.compile(owner, new FlowText(momentum, axes).all());
    }

    /** {@return the velocity of a vector potential [samples, 1 or 3, cells], free of divergence up to rounding} */
    public NDArray velocity(NDArray potential) {
        return script.call("velocity", potential)[0];
    }

    /** {@return the sum of differences of a velocity over each cell, [samples, cells]} */
    public NDArray divergence(NDArray velocity) {
        return script.call("divergence", velocity)[0];
    }

    /**
     * {@return ρ ((v' - v) / Δt + v·∇v) + ∇p' - μ Δv [samples, axes, cells], force for a unit of volume, where the components of the
     * velocity lie}
     *
     * @param next v' [samples, axes, cells], a step later
     * @param before v, the same
     * @param pressure p' [samples, 1, cells]
     */
    public NDArray residual(NDArray next, NDArray before, NDArray pressure) {
        return script.call("residual", next, before, pressure)[0];
    }

    /**
     * {@return for each sample the mean over cells of the squared residual where the fluid's velocity is its own and of 20 times its
     * squared error where it is given, [samples]}
     *
     * @param residual of {@link #residual}
     * @param next v' of the same step
     * @param walls of the time of v'
     */
    public NDArray loss(NDArray residual, NDArray next, WallTensors walls) {
        return script.call("loss", residual, next, walls.given(), walls.velocity(), walls.counted())[0];
    }

    @Override
    public void close() {
        script.close();
    }
}
