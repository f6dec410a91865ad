/**
 * Photographs with known cameras, read from the layouts people already have (NeRF-Synthetic, instant-ngp, nerfstudio,
 * COLMAP, LLFF, DTU) into one {@link io.fieldwork.fields.scene.capture.Capture}, and metrics of images. Images stay bytes until a
 * pixel is read. File layouts may not leave this package, and fields may not enter it.
 */
@NullMarked
package io.fieldwork.fields.scene.capture;

import org.jspecify.annotations.NullMarked;
