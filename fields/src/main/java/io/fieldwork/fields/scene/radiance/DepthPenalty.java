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
import java.util.Objects;

/**
 * The way by which light ends beside where it is known to, a mean over the rays with a measured depth: sum of w_i |m_i - d| + (1 - sum
 * of w_i) r with midpoints m and the known distance d in sides of the box, or of the {@link Spacing} of rays that end nowhere; what
 * passes all samples ends r = 1 side away, or at the end of that spacing. That is the earth mover's distance between the
 * distribution in which a ray ends and the measured one, of which DS-NeRF (Deng et al. 2022, eq. 6) takes the Kullback-Leibler
 * divergence: it also draws at a surface that stands so far off that no sample is near the known place.
 */
final class DepthPenalty implements Penalty {
    private static final String DEPTH = """
            def beside(self, weights: Tensor, opacity: Tensor, m: Tensor, rays: Tensor, d: Tensor, known: Tensor, rest: Tensor) -> Tensor:
              off = torch.abs(torch.sub(m, torch.index_select(d, 0, rays)))
              ended = torch.mul(torch.mul(weights, off), torch.index_select(known, 0, rays))
              passed = torch.mul(torch.mul(torch.rsub(opacity, 1), rest), known)
              count = torch.clamp_min(torch.sum(known), 1)
              return torch.div(torch.add(torch.sum(ended), torch.sum(passed)), count)

            def bounded(self, weights: Tensor, opacity: Tensor, t: Tensor, rays: Tensor, distance: Tensor, side: Tensor) -> Tensor:
              known = torch.to(torch.gt(distance, 0), weights.dtype)
              d = torch.div(distance, side)
              return self.beside(weights, opacity, torch.div(t, side), rays, d, known, torch.ones_like(d))

            def unbounded(self, weights: Tensor, opacity: Tensor, t: Tensor, rays: Tensor, distance: Tensor, side: Tensor) -> Tensor:
              known = torch.to(torch.gt(distance, 0), weights.dtype)
              unit = torch.div(side, 2)
              d = self.spaced(distance, unit)
              return self.beside(weights, opacity, self.spaced(t, unit), rays, d, known, torch.rsub(d, 1))
            """;

    private final Script script;
    private final NDArray side;
    private final String method;
    private final double weight;

    /** The side is that of the box in world units; the manager of the weights' device owns the penalty's arrays. */
    DepthPenalty(NDManager manager, double side, boolean unbounded, double weight) {
        this.script = Script.compile(manager, Spacing.SCRIPT + DEPTH);
        this.side = manager.create((float) side);
        this.method = unbounded ? "unbounded" : "bounded";
        this.weight = weight;
        Scopes.keep(this.side);
    }

    @Override
    public String name() {
        return "depth";
    }

    @Override
    public double weight(Progress progress) {
        return weight;
    }

    @Override
    public NDArray value(Tape tape, RadianceTask.Batch batch, Composite seen) {
        NDArray known = Objects.requireNonNull(batch.distances(), "distances are drawn where this penalty is");
        return value(seen.weights(), seen.opacity(), batch.visible().samples(), known);
    }

    /** The mean over the rays whose distance [rays] is known, above 0. */
    NDArray value(NDArray weights, NDArray opacity, Samples samples, NDArray distances) {
        return script.call(method, weights, opacity, samples.t(), samples.rays(), distances, side)[0];
    }
}
