/**
 * Photographs with known cameras, read from the layouts people already have (NeRF-Synthetic, instant-ngp, nerfstudio, COLMAP) into one
 * {@link io.fieldwork.fields.scene.capture.Capture}, and metrics of images. Images stay bytes until somebody asks for a pixel. What depends
 * on a file layout may not leave this room, and fields may not enter it.
 */
@NullMarked
package io.fieldwork.fields.scene.capture;

import org.jspecify.annotations.NullMarked;
