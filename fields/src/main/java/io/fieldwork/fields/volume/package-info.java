/** Volume rendering: cameras, rays, samplers, compositing, whole frames. Training and its data may not enter. */
@NullMarked
package io.fieldwork.fields.volume;

import org.jspecify.annotations.NullMarked;
