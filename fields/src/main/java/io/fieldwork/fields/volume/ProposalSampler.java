package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.radiance.ContractedDensity;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ray sampler that learns where light is: each of some small densities is evaluated on intervals of the rays, and its weights
 * say where the next, finer intervals lie; on the last ones the medium is evaluated. The densities learn to enclose the
 * medium's weights (Barron et al. 2022, Mip-NeRF 360, section 3).
 */
final class ProposalSampler implements RaySampler {
    private static final double SLOPE = 10;
    private static final String INTERVALS = Spacing.SCRIPT + """
            def even(self, shifts: Tensor, share: Tensor, near: Tensor, far: Tensor, unit: Tensor) -> Tensor:
              apart = torch.select(share, 0, 1)
              moved = torch.add(share, torch.mul(torch.sub(torch.unsqueeze(shifts, 1), 0.5), apart))
              inside = torch.mul(torch.gt(share, 0), torch.lt(share, 1))
              low = self.spaced(near, unit)
              return torch.add(torch.mul(torch.where(inside, moved, torch.expand_as(share, moved)), torch.sub(self.spaced(far, unit), low)), low)

            def sharpened(self, weights: Tensor, count: Tensor, power: Tensor) -> Tensor:
              w = torch.reshape(weights, [-1, int(count)])
              return torch.pow(torch.add(w, 0.01), power)

            def shares(self, shifts: Tensor, share: Tensor) -> Tensor:
              n = torch.size(share, 0)
              return torch.div(torch.add(torch.mul(share, torch.sub(n, 1)), torch.unsqueeze(shifts, 1)), n)

            def intervals(self, s: Tensor, origins: Tensor, directions: Tensor, unit: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
              edges = self.distance(s, unit)
              from_ = torch.slice(edges, 1, 0, -1)
              to = torch.slice(edges, 1, 1)
              t = torch.mul(torch.add(from_, to), 0.5)
              rays = torch.size(t, 0)
              count = torch.size(t, 1)
              positions = torch.add(torch.unsqueeze(origins, 1), torch.mul(torch.unsqueeze(t, 2), torch.unsqueeze(directions, 1)))
              offsets = torch.mul(torch.arange(torch.add(rays, 1), dtype=3, device=s.device), count)
              owners = torch.repeat_interleave(torch.arange(rays, dtype=3, device=s.device), count)
              return (offsets, owners, torch.reshape(positions, [-1, 3]), torch.flatten(t), torch.flatten(torch.sub(to, from_)))

            def excess(self, fine: Tensor, t: Tensor, delta: Tensor, weights: Tensor, coarseT: Tensor, coarseDelta: Tensor, rays: Tensor) -> Tensor:
              count = int(rays)
              w = torch.reshape(torch.detach(fine), [count, -1])
              half = torch.mul(torch.reshape(delta, [count, -1]), 0.5)
              m = torch.reshape(t, [count, -1])
              coarseHalf = torch.mul(torch.reshape(coarseDelta, [count, -1]), 0.5)
              coarse = torch.reshape(coarseT, [count, -1])
              last = torch.add(torch.slice(coarse, 1, -1), torch.slice(coarseHalf, 1, -1))
              edges = torch.cat([torch.sub(coarse, coarseHalf), last], 1)
              total = torch.constant_pad_nd(torch.cumsum(torch.reshape(weights, [count, -1]), 1), [1, 0])
              most = torch.sub(torch.size(edges, 1), 1)
              first = torch.clamp(torch.sub(torch.searchsorted(edges, torch.sub(m, half), right=True), 1), 0, int(most))
              end = torch.clamp(torch.searchsorted(edges, torch.add(m, half), right=False), 0, int(most))
              outer = torch.sub(torch.gather(total, 1, end), torch.gather(total, 1, first))
              over = torch.clamp_min(torch.sub(w, outer), 0)
              return torch.mean(torch.div(torch.mul(over, over), torch.add(w, 1.0e-7)))
            """;

    private final NDManager manager;
    private final ProposalOptions options;
    private final Box box;
    private final Script script;
    private final Resampling resampling;
    private final Operation weights;
    private final List<ContractedDensity> networks = new ArrayList<>();
    private final NDArray near;
    private final NDArray far;
    private final NDArray unit;
    private final NDArray power;

    /** A sampler with untrained networks around a box; a sub-manager of the owner has it all. */
    ProposalSampler(NDManager owner, Kernels kernels, Box box, ProposalOptions options, long seed) {
        this.manager = owner.newSubManager();
        this.options = options;
        this.box = box;
        this.script = Script.compile(manager, INTERVALS);
        this.resampling = new Resampling(manager);
        this.weights = kernels.weights();
        float half = box.longest() / 2;
        this.unit = manager.create(half);
        this.near = manager.create(options.nearest());
        this.far = manager.create((float) (half * options.far()));
        this.power = manager.create(1f);
        Scopes.keep(unit, near, far, power);
        for (int k = 0; k < options.proposals().size(); k++) {
            networks.add(new ContractedDensity(manager, kernels, options.layout(k), box, "proposal" + k, seed + k));
        }
    }

    @Override
    public Visible sample(Rays rays, Jitter jitter, Medium medium) {
        NDManager step = rays.origins().getManager();
        NDArray shifts = jitter.first(step, rays.count());
        try (Tape off = Tape.forwardOnly()) {
            NDArray s =
                    script.call("even", shifts, shares(step, options.proposals().getFirst()), near, far, unit)[0];
            List<Visible> coarser = new ArrayList<>();
            for (int k = 0; k < networks.size(); k++) {
                Samples samples = intervals(s, rays);
                Medium.Geometry density = networks.get(k).geometry(off, new Positions(samples.positions()));
                coarser.add(new Visible(samples, new Positions(samples.positions(), density)));
                NDArray seen = weights.apply(off, density.density(), samples.delta(), samples.offsets())[0];
                boolean last = k == networks.size() - 1;
                int next = last ? options.intervals() : options.proposals().get(k + 1);
                s = finer(step, s, seen, shifts, next);
            }
            Samples samples = intervals(s, rays);
            return new Visible(samples, new Positions(samples.positions()), List.copyOf(coarser));
        }
    }

    private static NDArray shares(NDManager step, int count) {
        return step.linspace(0, 1, count + 1);
    }

    private NDArray finer(NDManager step, NDArray s, NDArray seen, NDArray shifts, int count) {
        NDArray intervals = step.create((int) s.getShape().get(1) - 1);
        NDArray sharp = script.call("sharpened", seen, intervals, power)[0];
        NDArray u = script.call("shares", shifts, shares(step, count))[0];
        return resampling.inverse(s, sharp, u);
    }

    private Samples intervals(NDArray s, Rays rays) {
        NDArray[] cut = script.call("intervals", s, rays.origins(), rays.directions(), unit);
        return new Samples(cut[0], cut[1], cut[2], cut[3], cut[4]);
    }

    @Override
    public @Nullable NDArray loss(Tape tape, Rays rays, Visible visible, Composite seen, ColorLoss error) {
        NDArray count = manager.create(rays.count());
        NDArray total = null;
        for (int k = 0; k < networks.size(); k++) {
            Visible coarse = visible.coarser().get(k);
            Samples samples = coarse.samples();
            NDArray density = networks.get(k).geometry(tape, coarse.positions()).density();
            NDArray own = weights.apply(tape, density, samples.delta(), samples.offsets())[0];
            NDArray excess = script.call(
                            "excess",
                            seen.weights(),
                            visible.samples().t(),
                            visible.samples().delta(),
                            own,
                            samples.t(),
                            samples.delta(),
                            count)[0];
            total = total == null ? excess : total.add(excess);
        }
        return total;
    }

    /** The weights' power rises from 0 to 1: b x / ((b - 1) x + 1) with b = 10 and x the part of the annealing (Mip-NeRF 360). */
    @Override
    public void update(long step, long seed, Medium medium) {
        double part = options.annealing() == 0 ? 1 : Math.min(1, (double) step / options.annealing());
        power.set(new float[] {(float) (SLOPE * part / ((SLOPE - 1) * part + 1))});
    }

    /** The box: there is something to see beyond it, but nobody looks for it there. */
    @Override
    public Occupancy occupancy() {
        return box::contains;
    }

    @Override
    public List<Parameter> parameters() {
        return networks.stream()
                .flatMap(network -> network.parameters().stream())
                .toList();
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of("proposals/power", power);
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        power.set(new float[] {state.get("proposals/power").getFloat()});
    }

    @Override
    public void close() {
        networks.forEach(ContractedDensity::close);
        manager.close();
    }
}
