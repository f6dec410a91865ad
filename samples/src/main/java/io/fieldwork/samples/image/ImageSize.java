package io.fieldwork.samples.image;

import io.fieldwork.fields.tensor.UserError;
import java.util.stream.Stream;

/** Pixels of an image, at least 1 each way. */
public record ImageSize(int width, int height) {
    /**
     * {@return the size that {@code --size} says, such as {@code 800x600}}
     *
     * @throws UserError if it is none
     */
    public static ImageSize of(String text) {
        boolean size = text.matches("[1-9]\\d{0,4}x[1-9]\\d{0,4}");
        UserError.require(size, "--size", "'" + text + "'", "width and height such as 800x600");
        int[] pixels = Stream.of(text.split("x")).mapToInt(Integer::parseInt).toArray();
        return new ImageSize(pixels[0], pixels[1]);
    }
}
