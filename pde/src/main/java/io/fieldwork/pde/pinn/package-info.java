/**
 * Physics-informed training: collocation points, the loss of residuals and conditions, causal weights, time windows,
 * balanced weights, curricula, pseudo-time, and the session of problem and network. Equations belong to
 * {@code pde.equation}.
 */
@NullMarked
package io.fieldwork.pde.pinn;

import org.jspecify.annotations.NullMarked;
