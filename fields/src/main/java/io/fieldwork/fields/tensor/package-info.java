/**
 * Access to the tensor engine: finding and loading libtorch, choosing a device, scripts compiled from text, raw tensor
 * memory, the tape that differentiates across fused operations, parameters, counter- based random numbers, shape
 * contracts. No other package drives the engine. Fields, images and equations may not enter.
 */
@NullMarked
package io.fieldwork.fields.tensor;

import org.jspecify.annotations.NullMarked;
