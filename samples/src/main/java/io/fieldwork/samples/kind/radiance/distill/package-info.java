/** Fields learned from trained fields of any architecture, which are radiance fields like any other afterwards. */
@NullMarked
package io.fieldwork.samples.kind.radiance.distill;

import org.jspecify.annotations.NullMarked;
