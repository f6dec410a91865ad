package io.fieldwork.fields.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.modulation.ModulatedNetwork;
import io.fieldwork.fields.modulation.ModulationGrid;
import io.fieldwork.fields.modulation.NetworkLayout;
import io.fieldwork.fields.modulation.NetworkLayout.Activation;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network on random Fourier features [sin(x B), cos(x B)], B normal with a deviation of 2 pi sigma and fixed (Tancik et al. 2020), with or
 * without modulation of its hidden layers.
 */
final class FourierNetwork implements Field {
    private static final int COLORS = 3;
    private static final String FEATURES = """
            def features(self, x: Tensor, b: Tensor) -> Tensor:
              phase = torch.matmul(x, b)
              return torch.cat([torch.sin(phase), torch.cos(phase)], 1)
            """;

    private final NDManager manager;
    private final Script script;
    private final NDArray frequencies;
    private final ModulatedNetwork network;

    /** A field of random parameters; a sub-manager of the owner owns it. */
    FourierNetwork(
            NDManager owner,
            FfnOptions sizes,
            boolean normalised,
            @Nullable ModulationGrid grid,
            double gridRate,
            long seed) {
        manager = owner.newSubManager();
        script = Script.compile(manager, FEATURES);
        Draws draws = Draws.of(seed, "frequencies", 0);
        float[] b = new float[2 * sizes.frequencies()];
        for (int i = 0; i < b.length; i++) {
            b[i] = (float) (2 * Math.PI * sizes.sigma() * draws.normal(i));
        }
        frequencies = manager.create(b, new Shape(2, sizes.frequencies()));
        Scopes.keep(frequencies);
        List<Integer> widths = new ArrayList<>(Collections.nCopies(sizes.layers(), sizes.hidden()));
        widths.addFirst(2 * sizes.frequencies());
        widths.addLast(COLORS);
        NetworkLayout layout = new NetworkLayout(widths, Activation.RELU, Activation.SIGMOID, normalised, grid);
        network = new ModulatedNetwork(manager, layout, gridRate, DataType.FLOAT32, seed);
    }

    @Override
    public NDArray evaluate(Tape tape, NDArray x) {
        assert ShapeContract.match("n 2", x);
        return network.evaluate(tape, script.call("features", x, frequencies)[0], x);
    }

    @Override
    public List<Parameter> parameters() {
        return network.parameters();
    }

    @Override
    public void close() {
        manager.close();
    }
}
