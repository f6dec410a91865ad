package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;

/**
 * NeRF's hierarchical sampler (Mildenhall et al. 2020, section 5.2): a coarse field of its own is evaluated at a few samples of a ray, one in
 * each of as many parts, and more samples are drawn where it is seen; both together, in order, are those of the field. The coarse field
 * learns the colours of the rays like the other.
 *
 * <p>One random number moves all samples of a ray in their parts, where NeRF draws one for each.
 */
final class CoarseFineSampler implements RaySampler {
    private static final String UNION = """
            def edges(self, t: Tensor) -> Tensor:
              return torch.mul(torch.add(torch.slice(t, 1, 1), torch.slice(t, 1, 0, -1)), 0.5)

            def inner(self, w: Tensor, t: Tensor) -> Tensor:
              return torch.add(torch.slice(torch.reshape(w, torch.size(t)), 1, 1, -1), 1e-05)

            def union(self, coarse: Tensor, fine: Tensor) -> Tensor:
              sorted, _0 = torch.sort(torch.cat([coarse, fine], 1), 1)
              return sorted
            """;

    private final NDManager manager;
    private final Box box;
    private final CoarseFineOptions options;
    private final RadianceField coarse;
    private final RayIntervals intervals;
    private final Resampling resampling;
    private final Script script;
    private final Operation weights;
    private final Compositor compositor;
    private final List<Parameter> parameters;

    /** A sampler with an untrained coarse field in the same box; it owns the field, and the manager. */
    CoarseFineSampler(NDManager manager, Kernels kernels, Box box, CoarseFineOptions options, RadianceField coarse) {
        this.manager = manager;
        this.box = box;
        this.options = options;
        this.coarse = coarse;
        this.intervals = new RayIntervals(
                manager, box, options.nearest(), options.spacing().equals("disparity"));
        this.resampling = new Resampling(manager);
        this.script = Script.compile(manager, UNION);
        this.weights = kernels.weights();
        this.compositor = new Compositor(manager, kernels);
        this.parameters = coarse.parameters().stream()
                .map(p -> new Parameter("coarse/" + p.name(), p.value(), p.group()))
                .toList();
    }

    @Override
    public Visible sample(Rays rays, Jitter jitter, Medium medium) {
        try (Tape off = Tape.forwardOnly()) {
            RayIntervals.Inside inside =
                    intervals.of(rays, jitter.first(rays.origins().getManager(), rays.count()));
            NDArray t = intervals.stratified(inside, options.coarse());
            Samples first = intervals.samples(inside, t);
            NDArray edges = script.call("edges", t)[0];
            NDArray inner = script.call("inner", seen(off, rays, first), t)[0];
            NDArray more = resampling.inverse(edges, inner, intervals.even(inside, options.fine()));
            Samples both = intervals.samples(inside, script.call("union", t, more)[0]);
            Visible coarser = new Visible(first, new Positions(first.positions()));
            return new Visible(both, new Positions(both.positions()), List.of(coarser));
        }
    }

    /** The weights of samples in the coarse field. A little is added to each before anything is drawn by them. */
    private NDArray seen(Tape off, Rays rays, Samples samples) {
        Medium.Geometry geometry = coarse.geometry(off, samples.positions());
        Medium.Views views = new Medium.Views(rays.directions(), samples.rays());
        NDArray extinction = coarse.extinction(off, geometry, views, samples.delta());
        return weights.apply(off, extinction, samples.delta(), samples.offsets())[0];
    }

    @Override
    public NDArray loss(Tape tape, Rays rays, Visible visible, Composite seen, ColorLoss error) {
        Composite own =
                compositor.composite(tape, coarse, rays, visible.coarser().getFirst());
        return error.of(own.color(), own.opacity());
    }

    @Override
    public Occupancy occupancy() {
        return box::contains;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public void close() {
        coarse.close();
        manager.close();
    }
}
