package io.fieldwork.samples.kind;

import io.fieldwork.samples.image.ImageSize;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code fieldwork render}.
 *
 * @param run the run, as errors name it
 * @param out target of the pictures, as errors name it
 * @param directory base of relative paths
 * @param camera {@code orbit}, {@code test:I}, {@code train:I}, {@code validation:I}, {@code extrapolation:I}, or a file
 * @param size of the pictures, or null for the usual one
 * @param frames their number, or null for the usual one
 * @param mode {@code color} for the usual one, or another mode
 * @param baked a grid to draw in the place of the field, or null
 */
public record RenderOptions(
        Path run,
        Path out,
        Path directory,
        String camera,
        @Nullable ImageSize size,
        @Nullable Integer frames,
        String mode,
        @Nullable Path baked) {
    /** The name of the usual mode of a kind. */
    public static final String USUAL = "color";

    /** {@return the same without a mode and a grid, for views whose colours are what a mode shows} */
    public RenderOptions inColor() {
        return new RenderOptions(run, out, directory, camera, size, frames, USUAL, null);
    }

    /** {@return whether a mode other than {@value #USUAL} is wanted} */
    public boolean hasMode() {
        return !mode.equals(USUAL);
    }
}
