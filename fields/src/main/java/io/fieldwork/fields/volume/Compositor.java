package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;

/** Volume rendering of packed samples (Max 1995; NeRF eq. 3): weights w_i = T_i alpha_i, and sums of w_i x_i along rays. */
public final class Compositor {
    private static final String CHOICE = """
            def above(self, weight: Tensor, limit: Tensor) -> Tensor:
              return torch.reshape(torch.nonzero(torch.gt(weight, limit)), [-1])

            def before(self, color: Tensor, opacity: Tensor, sky: Tensor) -> Tensor:
              return torch.add(color, torch.mul(torch.unsqueeze(torch.rsub(opacity, 1), 1), sky))

            def select(self, values: Tensor, rows: Tensor) -> Tensor:
              return torch.index_select(values, 0, rows)

            def spread(self, colors: Tensor, rows: Tensor, all: Tensor) -> Tensor:
              black = torch.zeros([torch.size(all, 0), 3], dtype=colors.dtype, device=colors.device)
              return torch.index_add(black, 0, rows, colors)
            """;

    private final Script script;
    private final Operation weights;
    private final Operation composite;
    private final Operation accumulate;

    /**
     * A compositor.
     *
     * @param owner manager of the media's device; it owns what this needs
     * @param kernels the operations' implementation
     */
    public Compositor(NDManager owner, Kernels kernels) {
        this.script = Script.compile(owner, CHOICE);
        this.weights = kernels.weights();
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
        Medium.Views views = new Medium.Views(rays.directions(), samples.rays(), rays.photos());
        Medium.Geometry geometry = medium.geometry(tape, visible.positions());
        NDArray extinction = medium.extinction(tape, geometry, views, samples.delta());
        NDArray color = medium.faintest() > 0
                ? brightest(tape, medium, geometry, views, extinction, samples)
                : medium.color(tape, geometry, views);
        NDArray[] seen = composite.apply(tape, extinction, color, samples.delta(), samples.offsets());
        NDArray sky = medium.beyond(tape, rays.directions());
        NDArray all = sky == null ? seen[2] : script.call("before", seen[2], seen[1], sky)[0];
        return new Composite(geometry, seen[0], seen[1], all);
    }

    /** Colours [s, 3] of the samples whose weights are above the medium's faintest; zero for the others. */
    private NDArray brightest(
            Tape tape,
            Medium medium,
            Medium.Geometry geometry,
            Medium.Views views,
            NDArray extinction,
            Samples samples) {
        NDArray rows = above(extinction, samples, medium.faintest());
        Medium.Geometry chosen =
                Medium.Geometry.join(List.of(geometry), arrays -> script.call("select", arrays.getFirst(), rows)[0]);
        Medium.Views towards = new Medium.Views(views.directions(), script.call("select", views.rays(), rows)[0]);
        return script.call("spread", medium.color(tape, chosen, towards), rows, samples.t())[0];
    }

    /** The rows of the samples whose weights are above a limit. */
    private NDArray above(NDArray extinction, Samples samples, float limit) {
        try (Tape off = Tape.forwardOnly()) {
            NDArray seen = weights.apply(off, extinction, samples.delta(), samples.offsets())[0];
            return script.call("above", seen, seen.getManager().create(limit))[0];
        }
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
