/**
 * Functions of space whose parameters are learned, the named architectures, and the options that build them. A
 * {@link io.fieldwork.fields.field.Medium} is what light needs of a field: density and colour of points. A field answers at
 * points; the marching of rays, photographs and optimisers may not enter.
 */
@NullMarked
package io.fieldwork.fields.field;

import org.jspecify.annotations.NullMarked;
