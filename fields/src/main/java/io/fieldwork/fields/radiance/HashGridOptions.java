package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.encoding.Encoding;
import io.fieldwork.fields.encoding.HashGrid;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.HashGridLayout;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.UserError;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a hash-grid radiance field (instant-ngp; Mueller et al. 2022), whose colour has tables of its own besides those of density,
 * unless it is told to do without.
 *
 * @param levels of the hash grid, default 10
 * @param features a level, default 2
 * @param log2Table log2 of a level's largest table, default 18
 * @param baseResolution coarsest resolution, default 16
 * @param finestResolution finest resolution, default 640
 * @param hidden width of the hidden layers, default 64
 * @param geometryFeatures width of the features between the two networks, default 16 (its first entry is the raw
 * density)
 * @param harmonics bands of the view encoding, default 4
 * @param colorTables whether colour has tables of its own, of the same sizes; default true. Without them it is a function of the features
 * between the networks alone, as in instant-ngp.
 * @param tableRate factor on the learning rate of the tables, default 4
 * @param headRate factor on the learning rate of the networks, default 0.5
 */
@Buildable
public record HashGridOptions(
        @Nullable Integer levels,
        @Nullable Integer features,
        @Nullable Integer log2Table,
        @Nullable Integer baseResolution,
        @Nullable Double finestResolution,
        @Nullable Integer hidden,
        @Nullable Integer geometryFeatures,
        @Nullable Integer harmonics,
        @Nullable Boolean colorTables,
        @Nullable Double tableRate,
        @Nullable Double headRate)
        implements RadianceFieldOptions {
    /** Fills in defaults and rejects sizes that cannot be built. */
    public HashGridOptions {
        levels = levels == null ? 10 : levels;
        features = features == null ? 2 : features;
        log2Table = log2Table == null ? 18 : log2Table;
        baseResolution = baseResolution == null ? 16 : baseResolution;
        finestResolution = finestResolution == null ? 640.0 : finestResolution;
        hidden = hidden == null ? 64 : hidden;
        geometryFeatures = geometryFeatures == null ? 16 : geometryFeatures;
        harmonics = harmonics == null ? 4 : harmonics;
        colorTables = colorTables == null || colorTables;
        tableRate = tableRate == null ? 4.0 : tableRate;
        headRate = headRate == null ? 0.5 : headRate;
        require(levels >= 1 && levels <= 32, "levels", levels, "1 to 32");
        require(features >= 1 && features <= 8, "features", features, "1 to 8");
        require(log2Table >= 3 && log2Table <= 24, "log2Table", log2Table, "3 to 24");
        require(baseResolution >= 2, "baseResolution", baseResolution, "2 or more");
        require(
                finestResolution >= baseResolution && finestResolution <= 1 << 20,
                "finestResolution",
                finestResolution,
                "baseResolution to 1048576");
        long rows = (long) levels << log2Table;
        require(rows * features <= 1 << 28, "log2Table", log2Table, "levels * features * 2^log2Table of at most 2^28");
        require(tableRate > 0 && tableRate <= 100, "tableRate", tableRate, "a positive number up to 100");
        new EncodedField.Heads(hidden, geometryFeatures, harmonics, headRate);
    }

    private static void require(boolean holds, String key, Object value, String expected) {
        UserError.require(holds, "field." + key, value, expected);
    }

    /** {@return the encoding's layout of levels and tables} */
    public HashGridLayout layout() {
        return new HashGridLayout(levels, features, log2Table, baseResolution, finestResolution);
    }

    @Override
    public RadianceField build(NDManager manager, Kernels kernels, Box box, long seed) {
        return build(manager, kernels, box, seed, Looks.Size.NONE);
    }

    @Override
    public RadianceField build(NDManager manager, Kernels kernels, Box box, long seed, Looks.Size looks) {
        Function<NDManager, Encoding> tables = own -> grid(own, kernels, "table", seed);
        Function<NDManager, Encoding> colors = colorTables ? own -> grid(own, kernels, "colors", seed + 1) : null;
        EncodedField.Heads heads = new EncodedField.Heads(hidden, geometryFeatures, harmonics, headRate);
        return new EncodedField(manager, kernels, tables, colors, heads, box, seed, looks);
    }

    private Encoding grid(NDManager owner, Kernels kernels, String name, long seed) {
        return new HashGrid(owner, kernels, layout(), name, new Parameter.Group("tables", tableRate, 0, true), seed);
    }
}
