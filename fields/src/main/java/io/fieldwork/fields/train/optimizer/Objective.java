package io.fieldwork.fields.train.optimizer;

import io.fieldwork.fields.tensor.UserError;

/**
 * The objective function of a step: the loss as a function of the parameters, on the batch of the step. It is evaluated
 * at the present values of the parameters, so a line search moves them and evaluates again.
 *
 * <p>Gradients are taken, not read: {@link #evaluate} adds to buffers that are zero, because each taker of a gradient
 * leaves zeros, as {@link io.fieldwork.fields.kernel.Kernels#adam} and {@link FlatParameters#takeGradient} do.
 */
public interface Objective {
    /** {@return the loss, its gradient left in the parameters; one that is not finite leaves the buffers zero} */
    Loss evaluate();

    /** {@return the loss alone at the present parameters, for a search without gradients; about a third of the cost} */
    Loss value();

    /**
     * {@return whether this is another function of the parameters than in the step before, the default} If not, an optimiser
     * may reuse loss and gradient of its last point.
     */
    default boolean changed() {
        return true;
    }

    /**
     * {@return the residuals and their Jacobian, for Gauss-Newton}
     *
     * @throws UserError if this is no sum of squares, the default
     */
    default Linearisation linearise() {
        throw new UserError("This task offers no residuals, which train.optimizer.type gaussnewton needs;"
                + " expected one of adam, soap, lbfgs, ssbroyden.");
    }
}
