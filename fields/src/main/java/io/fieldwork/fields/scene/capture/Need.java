package io.fieldwork.fields.scene.capture;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What photographs need, in bytes.
 *
 * @param count of them
 * @param kept all of them, decoded
 * @param largest of them, decoded
 * @param decoding the largest file while it is decoded
 * @param view the largest one while a view of its size is rendered and measured
 * @param masks what is hidden of them
 */
record Need(int count, double kept, double largest, double decoding, double view, double masks) {
    /** Copies of an image while it is decoded. */
    private static final int COPIES = 3;
    /** Bits of a pixel of a photograph with a mask: whether it is hidden, whether it is not, and counts of these. */
    private static final double MASK = 2.1;
    /** Bytes of a pixel of a view that is rendered and measured: colours, truth, and planes of its similarity. */
    private static final int VIEW = 120;

    static Need of(List<FrameImage> images) {
        return new Need(
                images.size(),
                images.stream().mapToDouble(FrameImage::bytes).sum(),
                most(images, FrameImage::bytes),
                most(images, image -> COPIES * image.full().bytes(image.channels())),
                most(images, image -> (double) VIEW * image.pixels()),
                images.stream()
                        .filter(image -> image.frame().mask() != null)
                        .mapToDouble(image -> MASK / 8 * image.pixels())
                        .sum());
    }

    private static double most(List<FrameImage> images, ToDoubleFunction<FrameImage> of) {
        return images.stream().mapToDouble(of).max().orElse(0);
    }
}
