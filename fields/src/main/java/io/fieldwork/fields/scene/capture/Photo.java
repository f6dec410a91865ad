package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.volume.Camera;

/**
 * An image and the camera that took it.
 *
 * @param name its name in the capture's files, for messages and reports
 * @param camera intrinsics of exactly the image's size, pose in scene coordinates
 * @param image the pixels
 */
public record Photo(String name, Camera camera, Image image) {
    /** Rejects a camera whose image size is not the image's. */
    public Photo {
        if (camera.intrinsics().width() != image.width() || camera.intrinsics().height() != image.height()) {
            throw new IllegalArgumentException("The camera of %s is for another image size".formatted(name));
        }
    }
}
