/**
 * Operators learned from pairs of functions: norms of their errors, normalisers, batches, roll-outs, and the session of
 * data and network. Architectures belong to {@code pde.operator}, the making of data to {@code pde.data}.
 */
@NullMarked
package io.fieldwork.pde.supervised;

import org.jspecify.annotations.NullMarked;
