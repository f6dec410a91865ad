package io.fieldwork.fields.field;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A medium whose density and colour are learned. Its shape may change while it is trained. */
public interface RadianceField extends Medium, Field {
    /** {@return the density alone [n, 1] at world coordinates [n, 3]} */
    @Override
    default NDArray evaluate(Tape tape, NDArray x) {
        return geometry(tape, x).density().reshape(-1, 1);
    }

    /**
     * Changes the shape before a training step, if that is due: a finer grid, a smaller box. What changes becomes another
     * tensor under the same name, with which optimisers begin anew; the old one is closed. Gradients are off.
     *
     * @param step training steps taken
     * @param fraction of the whole run that is done, in [0, 1], which schedules follow
     * @param occupied makes a copy of the part of space in which samples may lie at present
     */
    default void adapt(long step, double fraction, Supplier<Occupancy> occupied) {}

    /**
     * {@return the parameters of the networks that make colour of features} Two fields whose heads have the same names and shapes give their
     * features the same meaning if they have the same values. Empty by default: features are places, or nothing that another field has.
     */
    default List<Parameter> heads() {
        return List.of();
    }

    /** {@return the terms that may be added to the loss, by the names of their weights in block {@code penalties}} */
    default Map<String, Term> terms() {
        return Map.of();
    }

    /** {@return the present shape as tensors by name, without the parameters; empty if it never changes} */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /** Takes the shape of a {@link #state}, under these names among others; parameters keep no meaning if it differs. */
    default void restore(Map<String, NDArray> state) {}
}
