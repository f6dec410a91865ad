/** Maps from functions to functions, learned from pairs. */
@NullMarked
package io.fieldwork.samples.kind.operator;

import org.jspecify.annotations.NullMarked;
