package io.fieldwork.fields.distance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.encoding.HashGrid;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.HashGridLayout;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.radiance.FusedMlp;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.UserError;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a hash grid and the network that reads a distance from it (Mueller et al. 2022, section 5.2).
 *
 * @param levels of the hash grid, default 8
 * @param features a level, default 2
 * @param log2Table log2 of a level's largest table, default 15
 * @param baseResolution coarsest resolution, default 16
 * @param finestResolution finest resolution, default 200
 * @param hidden width of the hidden layers, default 64
 * @param layers number of hidden layers, default 2
 */
@Buildable
public record HashGridDistanceOptions(
        @Nullable Integer levels,
        @Nullable Integer features,
        @Nullable Integer log2Table,
        @Nullable Integer baseResolution,
        @Nullable Double finestResolution,
        @Nullable Integer hidden,
        @Nullable Integer layers)
        implements DistanceFieldOptions {
    /** Fills in defaults and rejects sizes that cannot be built. */
    public HashGridDistanceOptions {
        levels = levels == null ? 8 : levels;
        features = features == null ? 2 : features;
        log2Table = log2Table == null ? 15 : log2Table;
        baseResolution = baseResolution == null ? 16 : baseResolution;
        finestResolution = finestResolution == null ? 200.0 : finestResolution;
        hidden = hidden == null ? 64 : hidden;
        layers = layers == null ? 2 : layers;
        UserError.require(levels >= 1 && levels <= 32, "field.levels", levels, "1 to 32");
        UserError.require(features >= 1 && features <= 8, "field.features", features, "1 to 8");
        UserError.require(log2Table >= 3 && log2Table <= 24, "field.log2Table", log2Table, "3 to 24");
        UserError.require(baseResolution >= 2, "field.baseResolution", baseResolution, "2 or more");
        UserError.require(
                finestResolution >= baseResolution && finestResolution <= 1 << 20,
                "field.finestResolution",
                finestResolution,
                "baseResolution to 1048576");
        UserError.require(
                ((long) levels << log2Table) * features <= 1 << 28,
                "field.log2Table",
                log2Table,
                "levels * features * 2^log2Table of at most 2^28");
        UserError.require(hidden >= 1 && hidden <= 1024, "field.hidden", hidden, "1 to 1024");
        UserError.require(layers >= 1 && layers <= 8, "field.layers", layers, "1 to 8");
    }

    @Override
    public DistanceField build(NDManager owner, Kernels kernels, Box box, long seed) {
        NDManager manager = owner.newSubManager();
        HashGridLayout layout = new HashGridLayout(levels, features, log2Table, baseResolution, finestResolution);
        HashGrid grid = new HashGrid(manager, kernels, layout, seed);
        int[] widths = IntStream.range(0, layers + 2)
                .map(i -> i == 0 ? grid.width() : i <= layers ? hidden : 1)
                .toArray();
        FusedMlp network = new FusedMlp(manager, kernels, "network", Parameter.Group.DENSE, seed, widths);
        DistanceField.Architecture architecture = new DistanceField.Architecture(
                DistanceField.Range.UNIT,
                kernels.hashGrid(layout),
                grid.parameters(),
                kernels.network(widths),
                network.parameters(),
                kernels.slope(layout, widths));
        return new DistanceField(manager, box, architecture);
    }
}
