/** Radiance fields learned from photographs with known cameras. */
@NullMarked
package io.fieldwork.samples.kind.radiance;

import org.jspecify.annotations.NullMarked;
