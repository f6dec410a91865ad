/**
 * Learned maps from functions to functions: the multigrid neural operator and the architectures it is compared with, written as text for
 * the engine. What they learn from and how is said elsewhere.
 */
@NullMarked
package io.fieldwork.pde.operator;

import org.jspecify.annotations.NullMarked;
