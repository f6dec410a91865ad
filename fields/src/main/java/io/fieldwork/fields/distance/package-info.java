/**
 * Distance fields: functions that learn the signed distance to a surface, and what geometry is used for: rays that meet it, bodies that
 * must not. The surface comes from {@code fields.mesh}; nothing here draws.
 */
@NullMarked
package io.fieldwork.fields.distance;

import org.jspecify.annotations.NullMarked;
