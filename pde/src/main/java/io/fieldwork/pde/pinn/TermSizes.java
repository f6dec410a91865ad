package io.fieldwork.pde.pinn;

import java.util.Map;

/** The sizes of the loss terms' gradients, for their weights. Gradients are off, and zero before and after. */
sealed interface TermSizes permits GradientNorms, TangentTraces {
    /**
     * The sizes at the present parameters.
     *
     * @param batch points
     * @param step of the random numbers
     * @return by name, 0 or more, without the weights of the terms
     */
    Map<String, Double> of(PinnTask.Batch batch, long step);
}
