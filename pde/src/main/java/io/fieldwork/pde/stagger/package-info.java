/**
 * NeuralStagger: one fine problem split into interleaved coarse ones that are solved side by side, learned from the equation of a flow
 * alone on a pool of random scenes, and measured against the classical solver. Operators come from {@code pde.operator}.
 */
@NullMarked
package io.fieldwork.pde.stagger;

import org.jspecify.annotations.NullMarked;
