/**
 * The only place that knows how the engine is driven: finding and loading libtorch, choosing a device, scripts
 * compiled from text, raw tensor memory, the tape that differentiates across fused operations, parameters, counter-
 * based random numbers, shape contracts. Nothing that knows what is computed may enter: no fields, no images, no
 * equations.
 */
@NullMarked
package io.fieldwork.fields.tensor;

import org.jspecify.annotations.NullMarked;
