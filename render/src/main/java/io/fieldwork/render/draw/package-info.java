/**
 * How scenes become pixels: a painter for each kind of item, with shaders beside it, and the renderer that puts them together. It knows
 * the gl, scene and view rooms, none of which knows it. Everything happens in the context that is current where the renderer was made.
 */
@NullMarked
package io.fieldwork.render.draw;

import org.jspecify.annotations.NullMarked;
