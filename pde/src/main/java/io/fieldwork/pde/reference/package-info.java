/**
 * Reference solutions and training data in double precision: Fourier grids, exponential time integrators, and what else
 * an equation needs. It knows nothing of networks, so that it can judge them.
 */
@NullMarked
package io.fieldwork.pde.reference;

import org.jspecify.annotations.NullMarked;
