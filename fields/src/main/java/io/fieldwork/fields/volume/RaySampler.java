package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The choice of points along rays at which a medium is evaluated; it may learn from the medium, or be learned itself. */
public interface RaySampler extends AutoCloseable {
    /** {@return packed samples of rays, with the medium's geometry if it was evaluated} Gradients are off. */
    Visible sample(Rays rays, Jitter jitter, Medium medium);

    /** Adapts to the medium before a training step, after {@code step} of them. Gradients are off. */
    default void update(long step, long seed, Medium medium) {}

    /** {@return the part of space in which samples may lie at present, as a copy that does not change} */
    Occupancy occupancy();

    /**
     * {@return what the sampler itself learns from, a differentiable scalar that is added to the loss; null for nothing}
     *
     * @param tape of this step
     * @param rays of the batch
     * @param visible what {@link #sample} gave for them
     * @param seen their composite, with a history
     * @param error of colours of these rays
     */
    default @Nullable NDArray loss(Tape tape, Rays rays, Visible visible, Composite seen, ColorLoss error) {
        return null;
    }

    /** {@return the trainable parameters beside those of the field, with unique names; none by default} */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** {@return the tensors by name that a resumed run needs beside the parameters} */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /** @param state to restore, under these names among others */
    default void restore(Map<String, NDArray> state) {}

    @Override
    void close();
}
