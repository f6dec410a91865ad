package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;

/** Volume rendering of packed samples (Max 1995; NeRF eq. 3): weights w_i = T_i alpha_i, and sums of w_i x_i along rays. */
public final class Compositor {
    private final Operation composite;
    private final Operation accumulate;

    /**
     * A compositor.
     *
     * @param kernels the operations' implementation
     */
    public Compositor(Kernels kernels) {
        this.composite = kernels.composite();
        this.accumulate = kernels.accumulate();
    }

    /**
     * Evaluates a medium at samples and composites its colour.
     *
     * @param tape of this step
     * @param medium to be rendered
     * @param rays the samples' rays
     * @param visible s samples; their known geometry is taken
     * @return colour, opacity and weights
     */
    public Composite composite(Tape tape, Medium medium, Rays rays, Visible visible) {
        Samples samples = visible.samples();
        Medium.Views views = new Medium.Views(rays.directions(), samples.rays());
        Medium.Geometry geometry = medium.geometry(tape, visible.positions());
        NDArray color = medium.color(tape, geometry, views);
        NDArray extinction = medium.extinction(tape, geometry, views, samples.delta());
        NDArray[] seen = composite.apply(tape, extinction, color, samples.delta(), samples.offsets());
        return new Composite(geometry, seen[0], seen[1], seen[2]);
    }

    /**
     * Weighted sums along rays.
     *
     * @param tape of this step
     * @param weights [s]
     * @param values [s, c]
     * @param samples s of them
     * @return sum of w x [rays, c]
     */
    public NDArray sum(Tape tape, NDArray weights, NDArray values, Samples samples) {
        return accumulate.apply(tape, weights, values, samples.offsets())[0];
    }
}
