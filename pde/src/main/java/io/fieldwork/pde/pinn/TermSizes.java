package io.fieldwork.pde.pinn;

import java.util.Map;

/** The sizes of the loss terms' gradients, for their weights. Gradients are off, and zero before and after. */
sealed interface TermSizes permits GradientNorms, TangentTraces {
    /**
     * The sizes by name, 0 or more, at the present parameters, without the weights of the terms. The step chooses the
     * random numbers.
     */
    Map<String, Double> of(PinnTask.Batch batch, long step);
}
