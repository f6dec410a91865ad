/** Closures of an active fluid, learned from runs of its kinetic equation. */
@NullMarked
package io.fieldwork.samples.kind.closure;

import org.jspecify.annotations.NullMarked;
