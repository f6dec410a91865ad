/**
 * Items of scenes: volumes, radiance grids, meshes, points, images, planar grids, vectors, camera frustums, curves,
 * labels and legends, as values made of plain arrays. An item can be made on any thread; the draw package turns it into
 * pixels. No tensor type and no OpenGL enters. Arrays are not copied and must not change once an item holds them.
 */
@NullMarked
package io.fieldwork.render.scene;

import org.jspecify.annotations.NullMarked;
