package io.fieldwork.render.text;

/**
 * A line of text as coverage of pixels.
 *
 * @param width pixels
 * @param height pixels
 * @param left pixels from the image's left edge to where the text begins
 * @param baseline pixels from the image's upper edge to the line that letters stand on
 * @param coverage [height, width], 0 for none to 255 (unsigned), the top row first
 */
public record TextBitmap(int width, int height, int left, int baseline, byte[] coverage) {
    /** Rejects an array of another size. */
    public TextBitmap {
        if (width < 1 || height < 1 || coverage.length != width * height) {
            throw new IllegalArgumentException(coverage.length + " pixels for " + width + " x " + height);
        }
    }
}
