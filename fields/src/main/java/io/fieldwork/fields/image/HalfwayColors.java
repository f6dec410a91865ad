package io.fieldwork.fields.image;

import io.fieldwork.fields.scene.capture.Image;

/** What a picture is halfway between its pixels: the truth that a field is compared with at points it has not learned from. */
@FunctionalInterface
public interface HalfwayColors {
    /** {@return the colours [width - 1, 3] in the corners that four pixels of the rows y and y + 1 share} */
    float[] row(int y);

    /**
     * {@return the values of the band-limited function through the pixels: sums of 16 along each axis, weighted by a sinc within a Kaiser window (beta
     * 6), mirrored at the borders} They are exact to a percent for waves of more than 2.6 pixels. Where an image has steps from one pixel to the next, which
     * no band-limited function has, they overshoot like it.
     */
    static HalfwayColors bandLimited(Image image) {
        return new KaiserSinc(image);
    }
}
