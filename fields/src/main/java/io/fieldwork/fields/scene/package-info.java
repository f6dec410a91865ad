/**
 * What is learned from, and what is learned: photographs with known cameras, read from the layouts people already have
 * (NeRF-Synthetic, instant-ngp, nerfstudio, COLMAP) into one {@link io.fieldwork.fields.scene.Capture}, and the task that
 * fits a radiance field to them. Images stay bytes until somebody asks for a pixel. What depends on a file layout may not
 * leave this room, and how a field computes its values may not enter it.
 */
@NullMarked
package io.fieldwork.fields.scene;

import org.jspecify.annotations.NullMarked;
