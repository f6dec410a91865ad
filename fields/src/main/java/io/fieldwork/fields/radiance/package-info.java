/**
 * Named architectures of radiance fields, one file each, with the options that build them and the parts they share. Rays, photographs and
 * optimisers may not enter.
 */
@NullMarked
package io.fieldwork.fields.radiance;

import org.jspecify.annotations.NullMarked;
