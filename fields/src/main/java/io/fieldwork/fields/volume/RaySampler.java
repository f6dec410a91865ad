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
     * @param medium what is looked at
     * @return packed samples, with what was found of the medium there, if it was asked
     */
    Visible sample(Rays rays, Jitter jitter, Medium medium);

    /**
     * Adapts to the medium before a training step. Gradients are off.
     *
     * @param step steps taken
     * @param seed of the run
     * @param medium what is looked at
     */
    default void update(long step, long seed, Medium medium) {}

    /**
     * Where samples may lie, as it is now.
     *
     * @return a copy that stays as it is
     */
    Occupancy occupancy();

    /**
     * What training changes beside the field.
     *
     * @return parameters with unique names, none by default
     */
    default List<Parameter> parameters() {
        return List.of();
    }

    /**
     * What must survive a resume beside the parameters.
     *
     * @return names to tensors
     */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /**
     * Takes back what {@link #state} gave.
     *
     * @param state these names, among others
     */
    default void restore(Map<String, NDArray> state) {}

    @Override
    void close();
}
