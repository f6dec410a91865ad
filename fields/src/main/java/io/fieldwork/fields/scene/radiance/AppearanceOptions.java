package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs from photograph to photograph of one scene: exposure, white balance, light; block {@code appearance} of a
 * configuration. The field itself, its pictures and what is exported of it have the mean of all training photographs.
 *
 * @param exposure {@code none} (default), or {@code affine}: each training photograph has a gain and an offset for each channel,
 * learned with the field; the mean of their logarithms and of the offsets is 0
 * @param embedding how many numbers a training photograph has that the colour of the field depends on, beside place and
 * direction (Martin-Brualla et al. 2021, NeRF in the Wild); 0 (default) for none, 8 to 32 where the light changes
 * @param evaluation {@code mean} (default) measures photographs against the mean appearance; {@code fitted} fits gains and
 * offsets to the left half of each photograph and measures on its right half
 */
@Buildable
public record AppearanceOptions(
        @Nullable String exposure,
        @Nullable Integer embedding,
        @Nullable String evaluation) {
    private static final int MOST = 256;

    /** Fills in defaults and rejects values outside their range. */
    public AppearanceOptions {
        exposure = exposure == null ? "none" : exposure;
        embedding = embedding == null ? 0 : embedding;
        evaluation = evaluation == null ? "mean" : evaluation;
        UserError.oneOf("appearance.exposure", exposure, List.of("none", "affine"));
        UserError.require(
                embedding >= 0 && embedding <= MOST,
                "appearance.embedding",
                embedding,
                "a whole number from 0 to " + MOST);
        UserError.oneOf("appearance.evaluation", evaluation, List.of("mean", "fitted"));
    }

    /** {@return the default options: all photographs look alike} */
    public static AppearanceOptions none() {
        return AppearanceOptionsBuilder.builder().build();
    }

    /** Whether exposures are learned. */
    boolean affine() {
        return exposure.equals("affine");
    }

    /** Whether exposures are fitted to halves of the photographs that are measured. */
    boolean fitted() {
        return evaluation.equals("fitted");
    }

    /** Whether anything differs between training photographs. */
    boolean varies() {
        return affine() || embedding > 0;
    }
}
