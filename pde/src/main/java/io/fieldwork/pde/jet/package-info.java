/**
 * Truncated Taylor expansions: which derivatives travel together, the chain and product rules on them, and the fused
 * operations that apply these rules on the host and on CUDA. Networks and equations stay outside; the Vector API is used here
 * and nowhere else in the module.
 */
@NullMarked
package io.fieldwork.pde.jet;

import org.jspecify.annotations.NullMarked;
