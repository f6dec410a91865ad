package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.volume.Intrinsics;

/**
 * What an image file says of itself before its pixels are read.
 *
 * @param width pixels, as stored
 * @param height pixels, as stored
 * @param alpha whether it has transparency
 * @param orientation of the EXIF tag, 1 to 8 (1 is upright, 5 to 8 lie on their side)
 */
record ImageHeader(int width, int height, boolean alpha, int orientation) {
    ImageHeader {
        if (width < 1 || height < 1 || orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException(
                    "an image of %dx%d, orientation %d".formatted(width, height, orientation));
        }
    }

    /** The header after the turn that the orientation asks for. */
    ImageHeader turned() {
        return orientation < 5 ? new ImageHeader(width, height, alpha, 1) : new ImageHeader(height, width, alpha, 1);
    }

    /** Whether the image has the shape of a camera's, 2 % allowed. */
    boolean fits(CaptureLayout.Lens lens) {
        Intrinsics given = lens.of(width, height);
        return Math.abs((double) width / given.width() * given.height() / height - 1) <= 0.02;
    }

    /** Bytes of the decoded image. */
    long bytes(int channels) {
        return (long) width * height * channels;
    }
}
