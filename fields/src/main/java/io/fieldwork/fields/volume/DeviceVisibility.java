package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.MarchRegion;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Visibility on the device: density of all samples at once, then one compaction. */
final class DeviceVisibility implements Visibility {
    private static final String CUT = """
            def cut(self, sigma: Tensor, offsets: Tensor, rays: Tensor, positions: Tensor, t: Tensor, delta: Tensor, limit: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
              thickness = torch.to(torch.mul(sigma, delta), 7)
              total = torch.constant_pad_nd(torch.cumsum(thickness, 0), [1, 0])
              start = torch.index_select(total, 0, torch.index_select(offsets, 0, rays))
              light = torch.lt(torch.sub(torch.slice(total, 0, 0, -1), start), limit)
              keep = torch.logical_and(light, torch.ne(sigma, 0))
              seen = torch.masked_select(rays, keep)
              counts = torch.zeros([torch.sub(torch.size(offsets, 0), 1)], dtype=4, device=sigma.device)
              counted = torch.index_add(counts, 0, seen, torch.ones_like(seen, dtype=4))
              starts = torch.to(torch.constant_pad_nd(torch.cumsum(counted, 0), [1, 0]), 3)
              points = torch.reshape(torch.masked_select(positions, torch.unsqueeze(keep, 1)), [-1, 3])
              return (starts, seen, points, torch.masked_select(t, keep), torch.masked_select(delta, keep), torch.reshape(torch.nonzero(keep), [-1]))

            def thin(self, sigma: Tensor, offsets: Tensor, rays: Tensor, positions: Tensor, t: Tensor, delta: Tensor, limit: Tensor, most: Tensor, jitter: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
              number = torch.arange(torch.size(t, 0), dtype=4, device=t.device)
              place = torch.sub(number, torch.index_select(offsets, 0, rays))
              empty = torch.lt(torch.mul(sigma, delta), limit)
              before = torch.slice(torch.constant_pad_nd(empty, [1, 0]), 0, 0, -1)
              start = torch.logical_or(torch.logical_not(torch.mul(empty, before)), torch.eq(place, 0))
              first, _0 = torch.cummax(torch.where(start, number, torch.zeros_like(number)), 0)
              opens = torch.eq(torch.remainder(torch.sub(number, first), most), 0)
              group = torch.sub(torch.cumsum(opens, 0), 1)
              begins = torch.masked_select(number, opens)
              zero = torch.zeros_like(begins)
              count = torch.index_add(zero, 0, group, torch.ones_like(number))
              length = torch.index_add(torch.zeros_like(begins, dtype=delta.dtype), 0, group, delta)
              owner = torch.index_select(rays, 0, begins)
              turn = torch.add(torch.to(torch.index_select(jitter, 0, owner), 7), torch.mul(torch.to(torch.index_select(place, 0, begins), 7), GOLDEN))
              pick = torch.add(begins, torch.to(torch.floor(torch.mul(torch.frac(turn), count)), 4))
              per = torch.index_add(torch.zeros([torch.sub(torch.size(offsets, 0), 1)], dtype=4, device=t.device), 0, owner, torch.ones_like(begins))
              starts = torch.to(torch.constant_pad_nd(torch.cumsum(per, 0), [1, 0]), 3)
              return (starts, owner, torch.index_select(positions, 0, pick), torch.index_select(t, 0, pick), length, pick)

            def rows(self, values: Tensor, index: Tensor) -> Tensor:
              return torch.index_select(values, 0, index)
            """.replace("GOLDEN", Double.toString(MarchRegion.GOLDEN));

    private final Script script;
    private final NDArray limit;

    DeviceVisibility(NDManager manager) {
        this.script = Script.compile(manager, CUT);
        this.limit = manager.create(LIMIT);
        Scopes.keep(limit);
    }

    @Override
    public Visible cut(Samples marched, Medium medium, @Nullable Thinning thinning) {
        try (Tape off = Tape.forwardOnly()) {
            Medium.Geometry all = medium.geometry(off, marched.positions());
            NDArray[] kept = script.call(
                    "cut",
                    all.density(),
                    marched.offsets(),
                    marched.rays(),
                    marched.positions(),
                    marched.t(),
                    marched.delta(),
                    limit);
            Visible seen = chosen(all, kept, kept[5]);
            return thinning == null
                    ? seen
                    : thinned(seen, seen.positions().take().orElseThrow(), thinning);
        }
    }

    private Visible thinned(Visible seen, Medium.Geometry known, Thinning thinning) {
        Samples samples = seen.samples();
        NDManager manager = samples.t().getManager();
        int rays = (int) samples.offsets().size() - 1;
        NDArray[] kept = script.call(
                "thin",
                known.density(),
                samples.offsets(),
                samples.rays(),
                samples.positions(),
                samples.t(),
                samples.delta(),
                manager.create(thinning.limit()),
                manager.create((long) thinning.most()),
                thinning.jitter().first(manager, rays));
        return chosen(known, kept, kept[5]);
    }

    private Visible chosen(Medium.Geometry all, NDArray[] kept, NDArray rows) {
        Medium.Geometry geometry =
                Medium.Geometry.join(List.of(all), array -> script.call("rows", array.getFirst(), rows)[0]);
        Samples samples = new Samples(kept[0], kept[1], kept[2], kept[3], kept[4]);
        return new Visible(samples, new Positions(samples.positions(), geometry));
    }
}
