/**
 * Access to a GPU through the driver's own C interface, from source text to running functions. The package knows how
 * the driver and the run-time compiler are found and called, and how a launch packs its arguments; it knows no tensor,
 * no engine and none of the kernels. It shares the device's primary context with the engine, and its launches go to the
 * legacy default stream, so they are ordered with the engine's own work.
 */
@NullMarked
package io.fieldwork.fields.cuda;

import org.jspecify.annotations.NullMarked;
