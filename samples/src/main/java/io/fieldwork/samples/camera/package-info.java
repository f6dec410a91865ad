/** Views through cameras: which cameras, what of a view becomes the picture, and baked grids seen through them. */
@NullMarked
package io.fieldwork.samples.camera;

import org.jspecify.annotations.NullMarked;
