/**
 * Solvers and random functions that data for operators are made with: diffusion by multigrid, Helmholtz by banded elimination, stirred
 * flow by spectral steps. They know arrays of doubles; recipes, files and networks stay outside.
 */
@NullMarked
package io.fieldwork.pde.data.solver;

import org.jspecify.annotations.NullMarked;
