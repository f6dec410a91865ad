package io.fieldwork.fields.image;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a hash grid of the plane and the network that reads colours from it (Mueller et al. 2022, section 5.1).
 *
 * @param levels of the hash grid, default 16
 * @param features a level, default 2
 * @param log2Table log2 of a level's largest table, default 15
 * @param baseResolution vertices along a side of the coarsest level, default 16
 * @param finestResolution those of the finest level, default half the pixels of the picture's longer side
 * @param hidden width of the hidden layers, default 64
 * @param layers number of hidden layers, default 2
 */
@Buildable
public record PlaneHashOptions(
        @Nullable Integer levels,
        @Nullable Integer features,
        @Nullable Integer log2Table,
        @Nullable Integer baseResolution,
        @Nullable Double finestResolution,
        @Nullable Integer hidden,
        @Nullable Integer layers)
        implements ImageFieldOptions {
    /** Fills in defaults and rejects sizes that cannot be built. */
    public PlaneHashOptions {
        levels = levels == null ? 16 : levels;
        features = features == null ? 2 : features;
        log2Table = log2Table == null ? 15 : log2Table;
        baseResolution = baseResolution == null ? 16 : baseResolution;
        hidden = hidden == null ? 64 : hidden;
        layers = layers == null ? 2 : layers;
        UserError.require(levels >= 1 && levels <= 32, "field.levels", levels, "1 to 32");
        UserError.require(features >= 1 && features <= 8, "field.features", features, "1 to 8");
        UserError.require(log2Table >= 3 && log2Table <= 24, "field.log2Table", log2Table, "3 to 24");
        UserError.require(
                baseResolution >= 2 && baseResolution <= 65536, "field.baseResolution", baseResolution, "2 to 65536");
        boolean finer = finestResolution == null || finestResolution >= baseResolution && finestResolution <= 1 << 20;
        UserError.require(finer, "field.finestResolution", finestResolution, "baseResolution to 1048576");
        UserError.require(
                ((long) levels << log2Table) * features <= 1 << 28,
                "field.log2Table",
                log2Table,
                "levels * features * 2^log2Table of at most 2^28");
        UserError.require(hidden >= 1 && hidden <= 1024, "field.hidden", hidden, "1 to 1024");
        UserError.require(layers >= 1 && layers <= 8, "field.layers", layers, "1 to 8");
    }

    @Override
    public double rate() {
        return 0.01;
    }

    @Override
    public Field build(NDManager owner, Kernels kernels, TrainingPixels pixels, long seed) {
        int side = Math.max(pixels.image().width(), pixels.image().height());
        double finest = finestResolution == null ? Math.max(baseResolution, side / 2.0) : finestResolution;
        return new PlaneHashField(owner, kernels, this, finest, seed);
    }
}
