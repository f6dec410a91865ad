package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Script;

/**
 * Sampling of piecewise constant densities by their inverse distribution (NeRF, Mildenhall et al. 2020, section 5.2), ray by ray.
 */
final class Resampling {
    private static final String INVERSE = """
            def inverse(self, edges: Tensor, weights: Tensor, u: Tensor) -> Tensor:
              share = torch.div(weights, torch.sum(weights, [1], True))
              total = torch.clamp_max(torch.constant_pad_nd(torch.cumsum(share, 1), [1, 0]), 1)
              last = torch.sub(torch.size(total, 1), 1)
              above = torch.clamp(torch.searchsorted(total, torch.contiguous(u), right=True), 1, int(last))
              below = torch.sub(above, 1)
              low = torch.gather(total, 1, below)
              rise = torch.sub(torch.gather(total, 1, above), low)
              part = torch.clamp(torch.div(torch.sub(u, low), torch.where(torch.lt(rise, 1.0e-5), torch.ones_like(rise), rise)), 0, 1)
              start = torch.gather(edges, 1, below)
              return torch.add(start, torch.mul(part, torch.sub(torch.gather(edges, 1, above), start)))
            """;

    private final Script script;

    /** A script that the manager owns. */
    Resampling(NDManager manager) {
        this.script = Script.compile(manager, INVERSE);
    }

    /**
     * {@return the points [rays, n] below which shares u of the weight lie}
     *
     * @param edges of the intervals [rays, m + 1], ascending
     * @param weights of the intervals [rays, m], positive
     * @param u [rays, n] in [0, 1), ascending if the points are to be
     */
    NDArray inverse(NDArray edges, NDArray weights, NDArray u) {
        return script.call("inverse", edges, weights, u)[0];
    }
}
