/**
 * Derivatives of a network in space and time, by two engines behind one interface: truncated Taylor expansions carried through the
 * layers, and nested differentiation inside a script. Each is the other's oracle. Equations and conditions stay outside.
 */
@NullMarked
package io.fieldwork.pde.jet;

import org.jspecify.annotations.NullMarked;
