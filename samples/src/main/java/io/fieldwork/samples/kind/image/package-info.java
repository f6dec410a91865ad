/** Images learned by fields of the plane. */
@NullMarked
package io.fieldwork.samples.kind.image;

import org.jspecify.annotations.NullMarked;
