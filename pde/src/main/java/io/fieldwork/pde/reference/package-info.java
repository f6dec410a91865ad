/**
 * Reference solutions in double precision: an equation with its data and the settings of its solver, exponential time integrators, and
 * what else a solver needs. It knows nothing of networks, so that it can judge them.
 */
@NullMarked
package io.fieldwork.pde.reference;

import org.jspecify.annotations.NullMarked;
