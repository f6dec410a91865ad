/** Flows that staggered sub-solvers learn from their equation alone. */
@NullMarked
package io.fieldwork.samples.kind.stagger;

import org.jspecify.annotations.NullMarked;
