package io.fieldwork.fields.train;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.optimizer.Linearisation;
import io.fieldwork.fields.train.optimizer.Loss;
import java.util.List;
import java.util.Map;

/**
 * A training task: an objective over freshly drawn samples. Fields, equations, operators and distillation all implement
 * it and share the one {@link Trainer}. Its draws are a pure function of (seed, step) and of its state, so that a
 * resumed run follows the same trajectory.
 *
 * @param <B> one batch
 */
public interface Task<B> extends AutoCloseable {
    /** {@return the trainable parameters, with unique names; the list may change between steps} */
    List<Parameter> parameters();

    /**
     * Work between steps, such as an update of an occupancy grid. Gradients are off.
     *
     * @param progress of training
     */
    default void prepare(Progress progress) {}

    /**
     * Draws the batch of a step. Gradients are off. A task that returns the same object again says that the objective
     * has not changed, which spares quasi-Newton methods an evaluation.
     *
     * @param progress of training
     * @return the batch; its arrays live until the end of the step, unless the task keeps them
     * ({@link io.fieldwork.fields.tensor.Scopes#keep})
     */
    B draw(Progress progress);

    /**
     * Evaluates the objective; a line search may evaluate one batch several times.
     *
     * @param tape records for the backward pass
     * @param batch what {@link #draw} returned
     * @return the loss
     */
    Loss loss(Tape tape, B batch);

    /**
     * The loss as a sum of squares, for Gauss-Newton. Gradients are off; a task that needs them opens a tape of its own and
     * leaves zeros in the parameters' gradients.
     *
     * @param batch what {@link #draw} returned
     * @return residuals and Jacobian at the parameters as they are; the sum of squares is the total of {@link #loss}
     * @throws UserError by default: the task offers no residuals
     */
    default Linearisation residuals(B batch) {
        throw new UserError("This task offers no residuals, which train.optimizer.type gaussnewton needs;"
                + " expected one of adam, soap, lbfgs, ssbroyden.");
    }

    /**
     * Whether the task has reached its goal. Called between steps.
     *
     * @return true ends training
     */
    default boolean reached() {
        return false;
    }

    /**
     * Called when the optimiser cannot lower the loss on the last batch any further: the moment to draw other points or
     * to go on to the next stage. Called between steps: it decides, and the next {@link #prepare} or {@link #draw}
     * does.
     *
     * @param progress of training
     * @return true if the next {@link #draw} gives another batch; false ends training
     */
    default boolean stalled(Progress progress) {
        return false;
    }

    /** {@return the final metrics by name, such as {@code psnr} and {@code ssim} on held-out images; all finite} */
    Map<String, Double> evaluate();

    /** {@return the named tensors, copied into the checkpoint, that resuming needs beside parameters and optimiser} */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /**
     * Restores the state, before the parameters are read back, which may depend on it.
     *
     * @param state the same names
     */
    default void restore(Map<String, NDArray> state) {}

    @Override
    void close();
}
