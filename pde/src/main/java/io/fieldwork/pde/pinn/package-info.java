/**
 * Solving an equation by training a network on its residual: residuals, initial and boundary conditions, collocation points, causal
 * weights, balanced weights of terms, curricula, pseudo-time, time windows. The equations themselves live with the problems, the
 * loop with the trainer.
 */
@NullMarked
package io.fieldwork.pde.pinn;

import org.jspecify.annotations.NullMarked;
