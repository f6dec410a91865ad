package io.fieldwork.fields.train;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.Map;

/**
 * Something that can be trained: an objective over freshly drawn samples. Fields, equations, operators and distillation all
 * implement it and share the one {@link Trainer}. What a task draws is a pure function of (seed, step) and of its state, so
 * that a resumed run follows the same trajectory.
 *
 * @param <B> one batch
 */
public interface Task<B> extends AutoCloseable {
    /**
     * What training changes.
     *
     * @return parameters with unique names; the list may change between steps
     */
    List<Parameter> parameters();

    /**
     * Work between steps, such as an update of an occupancy grid. Gradients are off.
     *
     * @param progress where training stands
     */
    default void prepare(Progress progress) {}

    /**
     * Draws the batch of a step. Gradients are off.
     *
     * @param progress where training stands
     * @return the batch; its arrays live until the end of the step
     */
    B draw(Progress progress);

    /**
     * Evaluates the objective; a line search may ask for one batch several times.
     *
     * @param tape records for the backward pass
     * @param batch what {@link #draw} returned
     * @return the loss
     */
    Loss loss(Tape tape, B batch);

    /**
     * The final numbers, such as {@code psnr} and {@code ssim} on held-out images.
     *
     * @return metric name to value; finite values only
     */
    Map<String, Double> evaluate();

    /**
     * What must survive a resume beside parameters and optimiser.
     *
     * @return names to tensors, copied into the checkpoint
     */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /**
     * Takes back what {@link #state} gave.
     *
     * @param state the same names
     */
    default void restore(Map<String, NDArray> state) {}

    @Override
    void close();
}
