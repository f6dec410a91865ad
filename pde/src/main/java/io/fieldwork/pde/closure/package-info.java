/**
 * An active fluid and closures of the moment equations of its kinetic theory: pointwise formulas, no grids. Solvers are in
 * {@code kinetic}.
 */
@NullMarked
package io.fieldwork.pde.closure;

import org.jspecify.annotations.NullMarked;
