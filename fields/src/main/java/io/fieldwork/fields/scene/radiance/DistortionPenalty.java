package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.volume.Composite;
import io.fieldwork.fields.volume.Spacing;

/**
 * The distortion of weights along rays (Barron et al. 2022, Mip-NeRF 360, eq. 15), a mean over rays: sum over i, j of
 * w_i w_j |m_i - m_j| + 1/3 sum of w_i^2 delta_i with midpoints m and lengths delta in sides of the box, or of the {@link Spacing} of
 * rays that end nowhere. It draws the weights of a ray together, which removes floaters and half-transparent fog; 0.001 to 0.01 is a
 * good weight. In linear time: the first sum is 2 sum of w_i (m_i W_i - M_i) with W and M the sums of w and w m before i.
 */
final class DistortionPenalty implements Penalty {
    private static final String DISTORTION = """
            def before(self, x: Tensor, start: Tensor) -> Tensor:
              total = torch.constant_pad_nd(torch.cumsum(x, 0), [1, 0])
              return torch.sub(torch.slice(total, 0, 0, -1), torch.index_select(total, 0, start))

            def distortion(self, weights: Tensor, m: Tensor, delta: Tensor, rays: Tensor, offsets: Tensor) -> Tensor:
              start = torch.index_select(offsets, 0, rays)
              w = torch.to(weights, 7)
              apart = torch.sub(torch.mul(m, self.before(w, start)), self.before(torch.mul(w, m), start))
              own = torch.div(torch.mul(w, delta), 3)
              sum = torch.sum(torch.mul(w, torch.add(torch.mul(apart, 2), own)))
              return torch.to(torch.div(sum, torch.sub(torch.size(offsets, 0), 1)), weights.dtype)

            def bounded(self, weights: Tensor, t: Tensor, delta: Tensor, rays: Tensor, offsets: Tensor, side: Tensor) -> Tensor:
              return self.distortion(weights, torch.div(torch.to(t, 7), side), torch.div(torch.to(delta, 7), side), rays, offsets)

            def unbounded(self, weights: Tensor, t: Tensor, delta: Tensor, rays: Tensor, offsets: Tensor, side: Tensor) -> Tensor:
              unit = torch.div(side, 2)
              half = torch.div(torch.to(delta, 7), 2)
              low = self.spaced(torch.sub(torch.to(t, 7), half), unit)
              high = self.spaced(torch.add(torch.to(t, 7), half), unit)
              return self.distortion(weights, torch.div(torch.add(low, high), 2), torch.sub(high, low), rays, offsets)
            """;

    private final Script script;
    private final NDArray side;
    private final String method;
    private final double weight;

    /** The side is that of the box in world units; the manager of the weights' device owns the penalty's arrays. */
    DistortionPenalty(NDManager manager, double side, boolean unbounded, double weight) {
        this.script = Script.compile(manager, Spacing.SCRIPT + DISTORTION);
        this.side = manager.create(side);
        this.method = unbounded ? "unbounded" : "bounded";
        this.weight = weight;
        Scopes.keep(this.side);
    }

    @Override
    public String name() {
        return "distortion";
    }

    @Override
    public double weight(Progress progress) {
        return weight;
    }

    @Override
    public NDArray value(Tape tape, RadianceTask.Batch batch, Composite seen) {
        return value(seen.weights(), batch.visible().samples());
    }

    /** The mean over the rays of weights [s] of their samples. */
    NDArray value(NDArray weights, Samples samples) {
        return script.call(method, weights, samples.t(), samples.delta(), samples.rays(), samples.offsets(), side)[0];
    }
}
