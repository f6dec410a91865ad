/**
 * An equation as it reads: residuals of unknowns, conditions, the problem they make up, and the sources that unknowns take their values
 * from, be it a network or a grid. How a solution is found may not enter.
 */
@NullMarked
package io.fieldwork.pde.equation;

import org.jspecify.annotations.NullMarked;
