/**
 * What a run shows of itself: metrics and TensorBoard logs, progress on the console, pictures, curves and the page that
 * collects them. It is handed numbers and pixels; it knows neither configurations nor devices, and never changes
 * training.
 */
@NullMarked
package io.fieldwork.samples.report;

import org.jspecify.annotations.NullMarked;
