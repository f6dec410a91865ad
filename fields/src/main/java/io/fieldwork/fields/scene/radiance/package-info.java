/**
 * Radiance fields learned from photographs: the task, its options, the session that holds field, sampler and optimiser, and the state that
 * other threads see while it trains. File layouts and how a field computes its values stay outside.
 */
@NullMarked
package io.fieldwork.fields.scene.radiance;

import org.jspecify.annotations.NullMarked;
