/**
 * Functions of space whose parameters are learned, the named architectures, and the options that build them. A field
 * answers at points; rays, samples, photographs and optimisers may not enter.
 */
@NullMarked
package io.fieldwork.fields.field;

import org.jspecify.annotations.NullMarked;
