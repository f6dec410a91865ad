/**
 * NeuralStagger: one fine problem split into interleaved coarse ones that are solved side by side; their sub-solvers, random scenes to learn
 * from, and what of a flow is lost on coarse grids. Operators come from {@code pde.operator}.
 */
@NullMarked
package io.fieldwork.pde.stagger;

import org.jspecify.annotations.NullMarked;
