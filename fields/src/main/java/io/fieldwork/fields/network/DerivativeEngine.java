package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Tape;
import org.slf4j.LoggerFactory;

/** An evaluator of a network and its derivatives, by jets or nested reverse differentiation, each other's oracle. */
public interface DerivativeEngine extends AutoCloseable {
    /** {@return the engine's name: {@code jets} or {@code nested}} */
    String name();

    /** {@return [slots, n, c] at x [n, d], differentiable in the parameters} */
    NDArray evaluate(Tape tape, NDArray x, Slots slots);

    /**
     * {@return the network at points that are evaluated in many steps, so that what depends on no parameter is computed
     * once} Its memory belongs to the manager of x.
     *
     * @param x [n, d]; must stay open and unchanged as long as the evaluation is used
     */
    default Evaluation at(NDArray x, Slots slots) {
        return tape -> evaluate(tape, x, slots);
    }

    /**
     * {@return the engine named {@code auto}, {@code jets} or {@code nested} for a network, which stays the caller's}
     *
     * @param manager owner of what the engine compiles
     */
    static DerivativeEngine of(NDManager manager, Network network, String name) {
        return switch (name) {
            case "auto" -> {
                LoggerFactory.getLogger(DerivativeEngine.class)
                        .info("derivatives by jets: their cost grows by one pass for each derivative,"
                                + " that of nested differentiation doubles with each order");
                yield new JetEngine(network);
            }
            case "jets" -> new JetEngine(network);
            case "nested" -> new NestedEngine(manager, network);
            default -> throw new IllegalArgumentException("engines are auto, jets or nested, not " + name);
        };
    }

    @Override
    void close();
}
