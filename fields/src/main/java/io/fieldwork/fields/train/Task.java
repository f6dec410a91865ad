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

    /** Works between steps, for instance updates an occupancy grid. Gradients are off. */
    default void prepare(Progress progress) {}

    /**
     * Draws the batch of a step. Gradients are off. Its arrays live until the end of the step, unless the task keeps them
     * ({@link io.fieldwork.fields.tensor.Scopes#keep}). A task that returns the same object again says that the objective
     * has not changed, which spares quasi-Newton methods an evaluation.
     */
    B draw(Progress progress);

    /** {@return the loss on a batch of {@link #draw}, recorded on the tape} A line search may ask several times. */
    Loss loss(Tape tape, B batch);

    /**
     * The loss on a batch as a sum of squares, for Gauss-Newton: residuals and Jacobian at the parameters as they are. The
     * sum is the total of {@link #loss}. Gradients are off; a task that needs them opens a tape of its own and leaves zeros
     * in the parameters' gradients.
     *
     * @throws UserError by default: the task offers no residuals
     */
    default Linearisation residuals(B batch) {
        throw new UserError("This task offers no residuals, which train.optimizer.type gaussnewton needs;"
                + " expected one of adam, soap, lbfgs, ssbroyden.");
    }

    /** {@return whether the task has reached its goal, which ends training; asked between steps} */
    default boolean reached() {
        return false;
    }

    /**
     * Called when the optimiser cannot lower the loss on the last batch any further: the moment to draw other points or
     * to go on to the next stage. Called between steps: it decides, and the next {@link #prepare} or {@link #draw}
     * does.
     *
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

    /** @param state to restore, before the parameters are read back, which may depend on it */
    default void restore(Map<String, NDArray> state) {}

    @Override
    void close();
}
