/**
 * Learned maps from functions to functions: the multigrid neural operator and the architectures it is compared with,
 * written as text for the engine. Training and data stay outside.
 */
@NullMarked
package io.fieldwork.pde.operator;

import org.jspecify.annotations.NullMarked;
