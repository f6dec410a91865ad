package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.encoding.PlanePyramid;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a radiance field on planes (K-Planes; Fridovich-Keil et al. 2023, with the networks of its hybrid form).
 *
 * @param resolutions vertices along each side of the planes, default 64, 128, 256 (the paper's for scenes at rest: 128, 256, 512)
 * @param features a resolution, a multiple of 4, default 16 (the paper's: 32)
 * @param hidden width of the hidden layers, default 64
 * @param geometryFeatures width of the features between the two networks, default 16 (its first entry is the raw density)
 * @param harmonics bands of the view encoding, default 4
 */
@Buildable
public record KplanesOptions(
        @Nullable List<Integer> resolutions,
        @Nullable Integer features,
        @Nullable Integer hidden,
        @Nullable Integer geometryFeatures,
        @Nullable Integer harmonics)
        implements RadianceFieldOptions {
    private static final int FINEST = 4096;

    /** Fills in defaults and rejects sizes that cannot be built. */
    public KplanesOptions {
        resolutions = resolutions == null ? List.of(64, 128, 256) : List.copyOf(resolutions);
        features = features == null ? 16 : features;
        hidden = hidden == null ? 64 : hidden;
        geometryFeatures = geometryFeatures == null ? 16 : geometryFeatures;
        harmonics = harmonics == null ? 4 : harmonics;
        boolean sides = !resolutions.isEmpty()
                && resolutions.size() <= 8
                && resolutions.stream().allMatch(side -> side >= 2 && side <= FINEST);
        require(sides, "resolutions", resolutions, "1 to 8 numbers from 2 to " + FINEST);
        require(features >= 4 && features <= 256 && features % 4 == 0, "features", features, "a multiple of 4 to 256");
        new EncodedField.Heads(hidden, geometryFeatures, harmonics, 1);
    }

    private static void require(boolean holds, String key, Object value, String expected) {
        UserError.require(holds, "field." + key, value, expected);
    }

    @Override
    public RadianceField build(NDManager manager, Kernels kernels, Box box, long seed) {
        return build(manager, kernels, box, seed, Looks.Size.NONE);
    }

    @Override
    public RadianceField build(NDManager manager, Kernels kernels, Box box, long seed, Looks.Size looks) {
        EncodedField.Heads heads = new EncodedField.Heads(hidden, geometryFeatures, harmonics, 1);
        return new EncodedField(
                manager,
                kernels,
                own -> new PlanePyramid(own, kernels, resolutions, features, seed),
                null,
                heads,
                box,
                seed,
                looks);
    }
}
