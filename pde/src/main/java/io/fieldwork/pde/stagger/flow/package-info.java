/**
 * Incompressible flow on staggered (marker-and-cell) grids in a plane or in space: vector potentials, the residual of the
 * momentum equation as numbers and as a differentiable loss, obstacles, and a classical projection solver of the same equations.
 */
@NullMarked
package io.fieldwork.pde.stagger.flow;

import org.jspecify.annotations.NullMarked;
