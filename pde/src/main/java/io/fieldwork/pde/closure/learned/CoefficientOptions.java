package io.fieldwork.pde.closure.learned;

import static io.fieldwork.pde.closure.learned.ClosureOptions.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import io.fieldwork.pde.operator.OperatorOptions;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of the published closure by five coefficients; {@code field.type: coefficients}.
 *
 * @param width of the hidden layers of the local form; default 50, as published
 * @param layers hidden layers of the local form; default 5, as published
 * @param network a neural operator that gives the coefficients from the fields of the invariants; null, the default, for the
 * local form
 */
@Buildable
public record CoefficientOptions(
        @Nullable Integer width,
        @Nullable Integer layers,
        @Nullable OperatorOptions network) implements ClosureOptions {
    /** Fills in defaults and rejects values outside their range. */
    public CoefficientOptions {
        width = width == null ? 50 : width;
        layers = layers == null ? 5 : layers;
        require(width >= 1 && width <= 1024, "width", width, "1 to 1024");
        require(layers >= 1 && layers <= 16, "layers", layers, "1 to 16");
    }

    @Override
    public ClosureModel build(NDManager owner, int points, long seed) {
        int[] channels = CoefficientClosure.channels();
        GridSize grid = new GridSize(points, points);
        return network == null
                ? CoefficientClosure.local(owner, width, layers, seed)
                : CoefficientClosure.of(
                        owner, network.build(owner, channels[0], channels[1], grid, Boundary.PERIODIC, seed));
    }
}
