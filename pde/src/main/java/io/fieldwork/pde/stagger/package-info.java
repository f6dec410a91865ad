/**
 * NeuralStagger: one fine problem split into interleaved coarse ones that are learned side by side, with physics
 * losses, pools of states and control. The shared operators come from {@code pde.operator}.
 */
@NullMarked
package io.fieldwork.pde.stagger;

import org.jspecify.annotations.NullMarked;
