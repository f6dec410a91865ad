/**
 * Solvers of the kinetic theory on a periodic square: the hierarchy of angular moments, and the same cut short by a
 * closure. Double precision, all cores, results that do not depend on their number.
 */
@NullMarked
package io.fieldwork.pde.closure.kinetic;

import org.jspecify.annotations.NullMarked;
