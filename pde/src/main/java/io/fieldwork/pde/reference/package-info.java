/**
 * Reference solutions in double precision: an equation with its data and the settings of its solver, exponential time
 * integrators, banded elimination. Networks may not enter, so that references are independent of them.
 */
@NullMarked
package io.fieldwork.pde.reference;

import org.jspecify.annotations.NullMarked;
