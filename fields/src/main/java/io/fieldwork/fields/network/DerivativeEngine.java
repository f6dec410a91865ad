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

    /**
     * Evaluates the network, differentiably in its parameters.
     *
     * @param tape of this step
     * @param x [n, d]
     * @param slots the derivatives
     * @return [slots, n, c]
     */
    NDArray evaluate(Tape tape, NDArray x, Slots slots);

    /**
     * Fixes points that are evaluated in many steps, so that what depends on no parameter is computed once.
     *
     * @param x [n, d]; must stay open and unchanged as long as the evaluation is used
     * @param slots the derivatives
     * @return the network at these points; its memory belongs to the manager of x
     */
    default Evaluation at(NDArray x, Slots slots) {
        return tape -> evaluate(tape, x, slots);
    }

    /**
     * A named engine.
     *
     * @param manager owner of what the engine compiles
     * @param network stays the caller's
     * @param name {@code auto}, {@code jets} or {@code nested}
     * @return it
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
