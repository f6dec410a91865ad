/** Equations solved by training a network on their residual. */
@NullMarked
package io.fieldwork.samples.kind.pinn;

import org.jspecify.annotations.NullMarked;
