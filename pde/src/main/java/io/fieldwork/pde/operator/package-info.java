/**
 * Learned maps from functions to functions: the multigrid neural operator, the Fourier baseline it is compared with, their data sets
 * and norms. Single solutions of single equations belong elsewhere.
 */
@NullMarked
package io.fieldwork.pde.operator;

import org.jspecify.annotations.NullMarked;
