/**
 * Input encodings: maps from coordinates to features. An encoding owns its parameters and is evaluated by kernels;
 * networks, densities and rays may not enter.
 */
@NullMarked
package io.fieldwork.fields.encoding;

import org.jspecify.annotations.NullMarked;
