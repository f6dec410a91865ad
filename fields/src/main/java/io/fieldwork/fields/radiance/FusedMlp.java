package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;

/**
 * A fully connected ReLU network without biases, as instant-ngp's heads. Weights start uniform in
 * +-sqrt(6 / (in + out)) (Glorot, Bengio 2010).
 */
public final class FusedMlp implements AutoCloseable {
    private final NDManager manager;
    private final Operation operation;
    private final List<Parameter> weights = new ArrayList<>();

    /**
     * A network with random weights.
     *
     * @param owner manager of the weights' device; a sub-manager of it owns them
     * @param name prefix of the parameters' names
     * @param group how the weights are optimised
     * @param widths in, hidden..., out
     */
    public FusedMlp(NDManager owner, Kernels kernels, String name, Parameter.Group group, long seed, int... widths) {
        this.manager = owner.newSubManager();
        this.operation = kernels.network(widths);
        for (int i = 1; i < widths.length; i++) {
            NDArray value = Glorot.matrix(manager, Draws.of(seed, name, i), widths[i], widths[i - 1]);
            weights.add(new Parameter(name + "/" + (i - 1), value, group));
        }
    }

    /** {@return the linear output [n, out] of x [n, in]} */
    public NDArray evaluate(Tape tape, NDArray x) {
        return operation.apply(tape, operands(x))[0];
    }

    /**
     * {@return the result with a history, where it is known already}
     *
     * @param known what {@link #evaluate(Tape, NDArray)} gave for x and the present weights, without a history
     */
    public NDArray evaluate(Tape tape, NDArray x, NDArray known) {
        return operation.resume(tape, new NDArray[] {known}, operands(x))[0];
    }

    private NDArray[] operands(NDArray x) {
        NDArray[] operands = new NDArray[weights.size() + 1];
        operands[0] = x;
        for (int i = 0; i < weights.size(); i++) {
            operands[i + 1] = weights.get(i).value();
        }
        return operands;
    }

    /** {@return the trainable weight matrices, first layer first} */
    public List<Parameter> parameters() {
        return List.copyOf(weights);
    }

    @Override
    public void close() {
        manager.close();
    }
}
