package io.fieldwork.samples.kind;

import io.fieldwork.samples.image.ImageSize;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The wishes of {@code fieldwork render}.
 *
 * @param run the run, as errors name it
 * @param out where the pictures go, as errors name it
 * @param directory what relative paths are relative to
 * @param camera {@code orbit}, {@code test:I}, {@code train:I}, {@code validation:I}, or a file
 * @param size of the pictures, or null for the usual one
 * @param frames how many, or null for the usual number
 * @param mode {@code color} for the usual one, or what else is to be seen
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
    /** The mode that stands for what a kind usually shows. */
    public static final String USUAL = "color";

    /**
     * Whether a mode other than the usual one is wanted.
     *
     * @return false for {@value #USUAL}
     */
    public boolean hasMode() {
        return !mode.equals(USUAL);
    }
}
