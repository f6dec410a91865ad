/**
 * Differential equations as residuals of unknowns: conditions, problems, and the sources of the unknowns' values, be it
 * a network or a grid. Solution methods may not enter.
 */
@NullMarked
package io.fieldwork.pde.equation;

import org.jspecify.annotations.NullMarked;
