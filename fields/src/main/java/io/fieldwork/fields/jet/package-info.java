/**
 * Truncated Taylor expansions: the partial derivatives of a jet, the rules by which products and functions act on them,
 * and the activations. Plain numbers and tables; arrays and devices may not enter.
 */
@NullMarked
package io.fieldwork.fields.jet;

import org.jspecify.annotations.NullMarked;
