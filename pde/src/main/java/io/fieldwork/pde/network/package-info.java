/**
 * Networks that stand for the unknown of an equation: embeddings of the coordinates, architectures as functions of
 * (input, weights), and the two engines that differentiate them in space and time. Equations and conditions stay
 * outside.
 */
@NullMarked
package io.fieldwork.pde.network;

import org.jspecify.annotations.NullMarked;
