package io.fieldwork.pde.pinn;

import java.util.Map;

/** How strongly the parameters feel each term of the loss, to weigh terms by. Gradients are off, and zero before and after. */
sealed interface TermSizes permits GradientNorms, TangentTraces {
    /**
     * The sizes at the parameters as they are.
     *
     * @param batch points
     * @param step decides about everything random
     * @return by name, 0 or more, without the weights of the terms
     */
    Map<String, Double> of(PinnTask.Batch batch, long step);
}
