/**
 * Functions on regular grids in double precision: axes, tables of values and their files, Fourier transforms, interpolation, differentiation
 * by spectral and finite-difference matrices, and relative errors. Equations and networks may not enter.
 */
@NullMarked
package io.fieldwork.pde.grid;

import org.jspecify.annotations.NullMarked;
