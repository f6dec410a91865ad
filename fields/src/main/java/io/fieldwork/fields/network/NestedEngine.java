package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.HashMap;
import java.util.Map;

/**
 * A derivative engine by nested reverse differentiation inside one script, so that the engine's graph is freed with the
 * step. The cost doubles with each order and repeats for each output.
 */
final class NestedEngine implements DerivativeEngine {
    private final NDManager manager;
    private final Network network;
    private final Map<Slots, Script> scripts = new HashMap<>();

    /**
     * An engine.
     *
     * @param owner a sub-manager of it owns the compiled scripts
     * @param network stays the caller's
     */
    NestedEngine(NDManager owner, Network network) {
        this.manager = owner.newSubManager();
        this.network = network;
    }

    @Override
    public String name() {
        return "nested";
    }

    @Override
    public NDArray evaluate(Tape tape, NDArray x, Slots slots) {
        NDArray[] operands = new NDArray[network.parameters().size() + 1];
        operands[0] = x;
        for (int i = 1; i < operands.length; i++) {
            operands[i] = network.parameters().get(i - 1).value();
        }
        return scripts.computeIfAbsent(slots, s -> Script.compile(manager, NestedScript.of(network, s)))
                .call("derivatives", operands)[0];
    }

    @Override
    public void close() {
        manager.close();
    }
}
