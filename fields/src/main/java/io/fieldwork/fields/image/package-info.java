/**
 * Images as fields: coordinate networks and grids that learn the colours of one picture, measured on the samples they learned from and between
 * them; pictures that are known everywhere, not only at pixels.
 */
@NullMarked
package io.fieldwork.fields.image;

import org.jspecify.annotations.NullMarked;
