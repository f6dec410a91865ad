/**
 * From a field to a picture: cameras, rays, occupancy, packed samples, visibility, whole frames. What is learned from,
 * and how, may not enter.
 */
@NullMarked
package io.fieldwork.fields.volume;

import org.jspecify.annotations.NullMarked;
