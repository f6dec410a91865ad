package io.fieldwork.pde.operator;

import static io.fieldwork.pde.operator.OperatorOptions.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of {@link Unet}; {@code field.type: unet}.
 *
 * @param depth number of halvings of the grid, default 4
 * @param width channels on the finest grid, doubled with every halving, a multiple of 8, default 32
 */
@Buildable
public record UnetOptions(@Nullable Integer depth, @Nullable Integer width) implements OperatorOptions {
    /** Fills in defaults and rejects values outside their range. */
    public UnetOptions {
        depth = depth == null ? 4 : depth;
        width = width == null ? 32 : width;
        require(depth > 0, "depth", depth, "a positive whole number");
        require(width > 0 && width % Unet.GROUPS == 0, "width", width, "a positive multiple of " + Unet.GROUPS);
    }

    @Override
    public NeuralOperator build(NDManager owner, int in, int out, GridSize grid, Boundary boundary, long seed) {
        return new ScriptedOperator(owner, new Unet(this, Stencil.thin(boundary, grid), in, out), grid, seed);
    }
}
