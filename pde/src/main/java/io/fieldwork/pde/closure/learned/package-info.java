/**
 * Closures on fields of tensors, learned ones and fixed ones, and the coarse equations that they close, differentiable in all of
 * it.
 */
@NullMarked
package io.fieldwork.pde.closure.learned;

import org.jspecify.annotations.NullMarked;
