package io.fieldwork.samples.kind.image;

import io.fieldwork.fields.tensor.UserError;
import org.jspecify.annotations.Nullable;

/**
 * The picture that is learned; block {@code scene} of kind {@code image}.
 *
 * @param path of a PNG, JPEG or TIFF file, or {@code generated:natural-1} to {@code generated:natural-16} and {@code generated:text-1} to
 *     {@code generated:text-16}; {@code generated:natural} and {@code generated:text} are the picture that {@code train.seed} numbers, from 1 again after
 *     16; default {@code generated:natural}
 * @param size pixels along the longer side; of a generated picture 256 by default and at most 16384, of a larger file the pixels it is averaged down to, by default its own
 */
public record PictureOptions(
        @Nullable String path, @Nullable Integer size) {
    private static final int LARGEST = 16384;

    /** Fills in the default path and rejects sizes outside their range. */
    public PictureOptions {
        path = path == null ? PictureSource.GENERATED + "natural" : path;
        UserError.require(!path.isBlank(), "scene.path", "''", "an image file, or generated:natural");
        UserError.require(size == null || size >= 4 && size <= 65536, "scene.size", size, "4 to 65536 pixels");
        boolean made = path.startsWith(PictureSource.GENERATED);
        UserError.require(
                !made || size == null || size <= LARGEST,
                "scene.size",
                size,
                "at most " + LARGEST + " pixels of a picture that is generated");
    }
}
