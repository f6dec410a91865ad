package io.fieldwork.samples.image;

import io.fieldwork.fields.tensor.UserError;
import java.util.stream.Stream;

/**
 * Pixels of an image.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record ImageSize(int width, int height) {
    /**
     * As {@code --size} says it.
     *
     * @param text such as {@code 800x600}
     * @return the size
     * @throws UserError if it is none
     */
    public static ImageSize of(String text) {
        if (!text.matches("[1-9]\\d{0,4}x[1-9]\\d{0,4}")) {
            throw new UserError("--size is '" + text + "'; expected width and height such as 800x600.");
        }
        int[] pixels = Stream.of(text.split("x")).mapToInt(Integer::parseInt).toArray();
        return new ImageSize(pixels[0], pixels[1]);
    }
}
