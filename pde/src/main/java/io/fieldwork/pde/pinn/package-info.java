/**
 * Physics-informed training: collocation points, the loss of residuals and conditions, causal weights, time windows, balanced weights,
 * curricula, pseudo-time, and the session that ties problem and network together. Equations are written elsewhere.
 */
@NullMarked
package io.fieldwork.pde.pinn;

import org.jspecify.annotations.NullMarked;
