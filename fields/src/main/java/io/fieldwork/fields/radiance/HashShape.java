package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.encoding.HashGrid;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.kernel.HashGridLayout;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A distance by a network of a hash grid (Neuralangelo; Li et al. 2023): coarse to fine. Levels join one after another, and the gradient is
 * that of differences over the cells of the finest level that has, which reach into neighbouring cells, so that what is learned of normals
 * spreads. The differences are those of four points around a place, the corners of a tetrahedron, which are enough for all three directions.
 */
final class HashShape implements SurfaceShape {
    /** Levels at the start, and the part of the training after which all have joined. */
    private static final int FIRST = 4;

    private static final double COMPLETE = 0.6;
    private static final String AROUND = """
            def around(self, x: Tensor, corners: Tensor, far: Tensor) -> Tensor:
              moved = torch.add(torch.unsqueeze(x, 0), torch.mul(torch.unsqueeze(corners, 1), far))
              return torch.cat([x, torch.reshape(moved, [-1, 3])], 0)

            def cube(self, x: Tensor) -> Tensor:
              return torch.clamp(torch.add(torch.mul(x, 0.5), 0.5), 0, 1)

            def joined(self, x: Tensor, features: Tensor, open: Tensor) -> Tensor:
              return torch.cat([x, torch.mul(features, open)], 1)

            def gradient(self, y: Tensor, corners: Tensor, far: Tensor) -> Tuple[Tensor, Tensor]:
              all = torch.reshape(y, [5, torch.floordiv(torch.size(y, 0), 5), torch.size(y, 1)])
              d = torch.select(torch.slice(all, 0, 1), 2, 0)
              g = torch.div(torch.matmul(torch.t(d), corners), torch.mul(far, 4))
              return (torch.contiguous(torch.select(all, 0, 0)), g)
            """;

    private final Script script;
    private final HashGridLayout layout;
    private final HashGrid grid;
    private final DistanceNetwork network;
    private final NDArray corners;
    private final NDArray far;
    private final NDArray open;

    /** About a ball; the manager owns it. */
    HashShape(NDManager manager, Kernels kernels, SurfaceOptions options, long seed) {
        this.script = Script.compile(manager, AROUND);
        this.layout = options.layout();
        this.grid = new HashGrid(manager, kernels, layout, seed);
        this.network = new DistanceNetwork(manager, JetKernels.like(manager, kernels), 3 + grid.width(), options, seed);
        this.corners = manager.create(new float[] {1, -1, -1, -1, -1, 1, -1, 1, -1, 1, 1, 1}, new Shape(4, 3));
        this.far = manager.create(1f);
        this.open = manager.create(new float[grid.width()]);
        Scopes.keep(corners, far, open);
        adapt(0);
    }

    @Override
    public NDArray[] found(Tape tape, NDArray x) {
        NDArray places = script.call("around", x, corners, far)[0];
        NDArray y = network.values(tape, encoded(tape, places));
        return script.call("gradient", y, corners, far);
    }

    private NDArray encoded(Tape tape, NDArray x) {
        NDArray features = grid.encode(tape, script.call("cube", x)[0]);
        return script.call("joined", x, features, open)[0];
    }

    @Override
    public NDArray value(NDArray x) {
        try (Tape off = Tape.forwardOnly()) {
            return network.value(encoded(off, x));
        }
    }

    @Override
    public void adapt(double fraction) {
        double levels = FIRST + (layout.levels() - FIRST) * Math.min(1, fraction / COMPLETE);
        int last = (int) Math.min(layout.levels(), Math.max(1, levels));
        float[] factors = new float[grid.width()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = i / layout.features() < last ? 1 : 0;
        }
        open.set(factors);
        far.set(new float[] {1 / layout.all().get(last - 1).scale()});
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of("open", open, "far", far);
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        open.set(state.get("open").toFloatArray());
        far.set(state.get("far").toFloatArray());
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(grid.parameters(), network.parameters())
                .flatMap(List::stream)
                .toList();
    }
}
