/**
 * From a field to a picture: cameras, rays, samplers, compositing, whole frames. What is learned from,
 * and how, may not enter.
 */
@NullMarked
package io.fieldwork.fields.volume;

import org.jspecify.annotations.NullMarked;
