/**
 * Reference solutions and training data by spectral methods: Fourier grids and exponential time integrators in double precision.
 * It knows nothing of networks, so that it can judge them.
 */
@NullMarked
package io.fieldwork.pde.spectral;

import org.jspecify.annotations.NullMarked;
