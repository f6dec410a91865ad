package io.fieldwork.fields.distance;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import org.jspecify.annotations.Nullable;

/**
 * How finely a learned distance is compared with its mesh; block {@code evaluation} of kind {@code distance}.
 *
 * @param overlap points along the longest side of the mesh's own box at which the insides are compared, default 128
 * @param cells of the learned surface along the longest side of the field's box, default 256
 * @param samples points of each surface whose distance to the other is found, default 200000
 */
@Buildable
public record DistanceEvaluationOptions(
        @Nullable Integer overlap,
        @Nullable Integer cells,
        @Nullable Integer samples) {
    /** Fills in defaults and rejects values outside their range. */
    public DistanceEvaluationOptions {
        overlap = overlap == null ? 128 : overlap;
        cells = cells == null ? 256 : cells;
        samples = samples == null ? 200_000 : samples;
        require(overlap >= 4 && overlap <= 1024, "evaluation.overlap", overlap, "4 to 1024 points");
        require(cells >= 4 && cells <= 2048, "evaluation.cells", cells, "4 to 2048 cells");
        require(samples >= 100 && samples <= 1 << 26, "evaluation.samples", samples, "100 to 67108864 points");
    }

    /** {@return the default options} */
    public static DistanceEvaluationOptions defaults() {
        return DistanceEvaluationOptionsBuilder.builder().build();
    }
}
