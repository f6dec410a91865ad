package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * An image and the camera that took it.
 *
 * @param name its name in the capture's files, for messages and reports
 * @param camera intrinsics of exactly the image's size, pose in scene coordinates
 * @param source the image, or where it is decoded from
 * @param hidden pixels, counted along the rows from the top, that nothing is learned from or measured on: masked ones and
 * those that the lens does not image; null for none; not to be changed afterwards
 * @param depths the depths that were measured beside it, or null
 */
public record Photo(
        String name,
        Camera camera,
        ImageSource source,
        @Nullable BitSet hidden,
        @Nullable DepthFile depths) {
    /** Rejects a camera whose image size is not the image's. */
    public Photo {
        Intrinsics lens = camera.intrinsics();
        if (source instanceof Image image && (lens.width() != image.width() || lens.height() != image.height())) {
            throw new IllegalArgumentException("The camera of %s is for another image size".formatted(name));
        }
    }

    /** A photo of which only the image is known. */
    public Photo(String name, Camera camera, ImageSource source, @Nullable BitSet hidden) {
        this(name, camera, source, hidden, null);
    }

    /** A photo all of whose pixels are used. */
    public Photo(String name, Camera camera, ImageSource source) {
        this(name, camera, source, null);
    }

    /** {@return the same photo, taken by another camera} */
    public Photo by(Camera other) {
        return new Photo(name, other, source, hidden, depths);
    }

    /** {@return the image} It may be decoded for this call, so that who needs it again keeps it. */
    public Image image() {
        return source.image();
    }

    /** {@return pixels across} */
    public int width() {
        return camera.intrinsics().width();
    }

    /** {@return pixels down} */
    public int height() {
        return camera.intrinsics().height();
    }

    /** {@return the pixels that are used, counted along the rows from the top, ascending} */
    public int[] visible() {
        int pixels = width() * height();
        BitSet visible = new BitSet(pixels);
        visible.set(0, pixels);
        if (hidden != null) {
            visible.andNot(hidden);
        }
        return visible.stream().toArray();
    }
}
