package io.fieldwork.fields.modulation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A fully connected network whose hidden layers are scaled and shifted by functions of the coordinates (CAM; Lee et al. 2024):
 * h_l = act(gamma_l(c) norm(W_l h_(l-1) + b_l) + beta_l(c)), with gamma and beta one number each for a layer and a point, interpolated in a
 * grid that starts as the identity, gamma = 1 and beta = 0. The normalisation is over the numbers of a point. It is essential: without it most of
 * what modulation gains is gone. The grids want ten times the rate of the network, which their {@link Parameter.Group} says.
 *
 * <p>All grids are the columns of one table, so that there is one look-up a point. Weights and biases start uniform in +-1 / sqrt(in).
 */
public final class ModulatedNetwork implements AutoCloseable {
    private final NDManager manager;
    private final NetworkLayout layout;
    private final Operation operation;
    private final List<Parameter> parameters = new ArrayList<>();

    /**
     * A network with random weights.
     *
     * @param owner manager of the device; a sub-manager of it owns the parameters
     * @param gridRate factor on the learning rate of the grids
     * @param type float32 or float64
     */
    public ModulatedNetwork(NDManager owner, NetworkLayout layout, double gridRate, DataType type, long seed) {
        this.manager = owner.newSubManager();
        this.layout = layout;
        this.operation = Script.compile(manager, layout.script()).method("network");
        ModulationGrid grid = layout.grid();
        if (grid != null) {
            int columns = 2 * layout.hidden();
            Parameter.Group group = new Parameter.Group("modulation", gridRate, 0, false);
            add("modulation", group, type, new Shape(grid.rows(), columns), i -> i % 2 == 0 ? 1 : 0);
        }
        for (int l = 0; l <= layout.hidden(); l++) {
            int in = layout.widths().get(l);
            int out = layout.widths().get(l + 1);
            Draws weights = Draws.of(seed, "weight", l);
            Draws biases = Draws.of(seed, "bias", l);
            double bound = 1 / Math.sqrt(in);
            add(
                    "weight/" + l,
                    Parameter.Group.DENSE,
                    type,
                    new Shape(out, in),
                    i -> (2 * weights.uniform(i) - 1) * bound);
            add("bias/" + l, Parameter.Group.DENSE, type, new Shape(out), i -> (2 * biases.uniform(i) - 1) * bound);
        }
    }

    private void add(String name, Parameter.Group group, DataType type, Shape shape, IntToDoubleFunction start) {
        double[] values = new double[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = start.applyAsDouble(i);
        }
        NDArray value = manager.create(values, shape).toType(type, false);
        Scopes.keep(value);
        parameters.add(new Parameter(name, value, group));
    }

    /**
     * {@return the values [n, out] at some points}
     *
     * @param features [n, in]
     * @param coordinates [n, d] in [0, 1], of which the grid takes its own; not differentiated where they are not part of a graph
     */
    public NDArray evaluate(Tape tape, NDArray features, NDArray coordinates) {
        NDArray[] operands = new NDArray[parameters.size() + 2];
        operands[0] = features;
        operands[1] = coordinates;
        for (int i = 0; i < parameters.size(); i++) {
            operands[i + 2] = parameters.get(i).value();
        }
        return operation.apply(tape, operands)[0];
    }

    /** {@return its layers} */
    public NetworkLayout layout() {
        return layout;
    }

    /** {@return the trainable parameters: {@code modulation} [rows, 2 layers] with gamma and beta of the layers in turn, weights [out, in], biases} */
    public List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    @Override
    public void close() {
        manager.close();
    }
}
