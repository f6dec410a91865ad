package io.fieldwork.pde.closure.learned;

import static io.fieldwork.pde.closure.learned.ClosureOptions.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Buildable;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of the closure by three equivariant coefficients; {@code field.type: equivariant}, the default.
 *
 * @param width of hidden layers; default 32
 * @param layers hidden layers; default 2
 */
@Buildable
public record EquivariantOptions(
        @Nullable Integer width, @Nullable Integer layers) implements ClosureOptions {
    /** Fills in defaults and rejects values outside their range. */
    public EquivariantOptions {
        width = width == null ? 32 : width;
        layers = layers == null ? 2 : layers;
        require(width >= 1 && width <= 1024, "width", width, "1 to 1024");
        require(layers >= 1 && layers <= 16, "layers", layers, "1 to 16");
    }

    @Override
    public ClosureModel build(NDManager owner, int points, long seed) {
        return new EquivariantClosure(owner, width, layers, seed);
    }
}
