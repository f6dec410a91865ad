/**
 * What can be shown: volumes, meshes, points, images, planar grids, vectors, camera frustums and curves, made of plain buffers. No
 * tensor type enters, and nothing here opens a window.
 */
@NullMarked
package io.fieldwork.render.scene;

import org.jspecify.annotations.NullMarked;
