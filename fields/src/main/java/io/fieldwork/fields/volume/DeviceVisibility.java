package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;

/** Visibility on the device: density of all samples at once, then one compaction. */
final class DeviceVisibility implements Visibility {
    private static final String CUT = """
            def cut(self, sigma: Tensor, offsets: Tensor, rays: Tensor, positions: Tensor, t: Tensor, delta: Tensor, limit: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
              thickness = torch.to(torch.mul(sigma, delta), 7)
              total = torch.constant_pad_nd(torch.cumsum(thickness, 0), [1, 0])
              start = torch.index_select(total, 0, torch.index_select(offsets, 0, rays))
              keep = torch.lt(torch.sub(torch.slice(total, 0, 0, -1), start), limit)
              seen = torch.masked_select(rays, keep)
              counts = torch.zeros([torch.sub(torch.size(offsets, 0), 1)], dtype=4, device=sigma.device)
              counted = torch.index_add(counts, 0, seen, torch.ones_like(seen, dtype=4))
              starts = torch.to(torch.constant_pad_nd(torch.cumsum(counted, 0), [1, 0]), 3)
              points = torch.reshape(torch.masked_select(positions, torch.unsqueeze(keep, 1)), [-1, 3])
              return (starts, seen, points, torch.masked_select(t, keep), torch.masked_select(delta, keep), torch.reshape(torch.nonzero(keep), [-1]))

            def rows(self, values: Tensor, index: Tensor) -> Tensor:
              return torch.index_select(values, 0, index)
            """;

    private final Script script;
    private final NDArray limit;

    DeviceVisibility(NDManager manager) {
        this.script = Script.compile(manager, CUT);
        this.limit = manager.create(LIMIT);
        Scopes.keep(limit);
    }

    @Override
    public Visible cut(Samples marched, Medium medium) {
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
            Medium.Geometry geometry =
                    Medium.Geometry.join(List.of(all), array -> script.call("rows", array.getFirst(), kept[5])[0]);
            Samples visible = new Samples(kept[0], kept[1], kept[2], kept[3], kept[4]);
            return new Visible(visible, new Positions(visible.positions(), geometry));
        }
    }
}
