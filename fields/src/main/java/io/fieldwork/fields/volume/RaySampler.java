package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.tensor.Parameter;
import java.util.List;
import java.util.Map;

/** The choice of points along rays at which a medium is evaluated; it may learn from the medium, or be learned itself. */
public interface RaySampler extends AutoCloseable {
    /**
     * Samples rays. Gradients are off.
     *
     * @param rays origins and directions
     * @param jitter random shifts of the samples
     * @param medium to be sampled
     * @return packed samples, with the medium's geometry there if it was evaluated
     */
    Visible sample(Rays rays, Jitter jitter, Medium medium);

    /**
     * Adapts to the medium before a training step. Gradients are off.
     *
     * @param step steps taken
     * @param seed of the run
     * @param medium to be sampled
     */
    default void update(long step, long seed, Medium medium) {}

    /** {@return the part of space in which samples may lie at present, as a copy that does not change} */
    Occupancy occupancy();

    /** {@return the trainable parameters beside those of the field, with unique names; none by default} */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** {@return the tensors by name that a resumed run needs beside the parameters} */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /**
     * Restores the state.
     *
     * @param state these names, among others
     */
    default void restore(Map<String, NDArray> state) {}

    @Override
    void close();
}
