/**
 * Functions of space whose parameters are learned, as others see them. A {@link io.fieldwork.fields.field.Medium} is what volume rendering needs of a
 * field: density and colour of points. A field answers at points; its architecture, the marching of rays, photographs and optimisers may
 * not enter.
 */
@NullMarked
package io.fieldwork.fields.field;

import org.jspecify.annotations.NullMarked;
