package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A derivative engine by nested reverse differentiation inside one script, so that the engine's graph is freed with the
 * step. The cost doubles with each order and repeats for each output.
 */
final class NestedEngine implements DerivativeEngine {
    private final NDManager manager;
    private final Network network;
    private final Map<Slots, Script> scripts = new HashMap<>();

    /** An engine, whose scripts belong to a sub-manager of the owner; the network stays the caller's. */
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
        NDArray[] operands = Stream.concat(
                        Stream.of(x), network.parameters().stream().map(Parameter::value))
                .toArray(NDArray[]::new);
        return scripts.computeIfAbsent(slots, s -> Script.compile(manager, NestedScript.of(network, s)))
                .call("derivatives", operands)[0];
    }

    @Override
    public void close() {
        manager.close();
    }
}
