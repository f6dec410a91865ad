package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.encoding.HashGrid;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.field.Medium.Geometry;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.HashGridLayout;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.stream.Stream;

/**
 * A density of all of space without colour, small and quick: a hash grid in contracted coordinates and a narrow network, as the
 * proposal networks of nerfacto.
 */
public final class ContractedDensity implements Field {
    private static final int HIDDEN = 16;
    private static final Parameter.Group NETWORK = new Parameter.Group("proposals", 1, 1e-6, false);
    private static final String GLUE = """
            def unit(self, x: Tensor) -> Tensor:
              return torch.mul(torch.add(x, 2), 0.25)

            def raw(self, y: Tensor, shift: Tensor) -> Tensor:
              return torch.add(torch.flatten(y), shift)
            """;

    private final NDManager manager;
    private final Script glue;
    private final Contraction contraction;
    private final HashGrid grid;
    private final FusedMlp network;
    private final Operation exp;
    private final NDArray shift;

    /**
     * An untrained density.
     *
     * @param owner manager of its device; a sub-manager of it owns everything
     * @param layout of the hash grid
     * @param box that the contraction leaves as it is
     * @param name prefix of the parameters' names
     * @param seed of all initial parameters
     */
    public ContractedDensity(NDManager owner, Kernels kernels, HashGridLayout layout, Box box, String name, long seed) {
        this.manager = owner.newSubManager();
        this.glue = Script.compile(manager, GLUE);
        this.contraction = new Contraction(manager, box);
        this.grid = new HashGrid(manager, kernels, layout, name + "/table", Parameter.Group.SPARSE, seed);
        this.network = new FusedMlp(manager, kernels, name, NETWORK, seed, grid.width(), HIDDEN, 1);
        this.exp = kernels.truncatedExp();
        this.shift = manager.create((float) -Math.log(2 * box.longest()));
        Scopes.keep(shift);
    }

    /** {@return the density and what spares its second evaluation, for positions of which it may be known} */
    public Geometry geometry(Tape tape, Positions positions) {
        NDArray unit = glue.call("unit", contraction.apply(positions.x()))[0];
        return positions.take().map(known -> resumed(tape, unit, known)).orElseGet(() -> evaluated(tape, unit));
    }

    private Geometry evaluated(Tape tape, NDArray unit) {
        NDArray encoded = grid.encode(tape, unit);
        NDArray features = network.evaluate(tape, encoded);
        return new Geometry(exp.apply(tape, raw(features))[0], features, encoded);
    }

    private Geometry resumed(Tape tape, NDArray unit, Geometry known) {
        NDArray encoded = grid.encode(tape, unit, known.memory().getFirst());
        NDArray features = network.evaluate(tape, encoded, known.features());
        NDArray density = exp.resume(tape, new NDArray[] {known.density()}, raw(features))[0];
        return new Geometry(density, features, encoded);
    }

    private NDArray raw(NDArray features) {
        return glue.call("raw", features, shift)[0];
    }

    @Override
    public NDArray evaluate(Tape tape, NDArray x) {
        return geometry(tape, new Positions(x)).density().reshape(-1, 1);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(grid.parameters().stream(), network.parameters().stream())
                .toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
