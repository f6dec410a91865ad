package io.fieldwork.pde.operator;

import static io.fieldwork.pde.operator.OperatorOptions.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of {@link Fno}; {@code field.type: fno}. With the defaults it has the 2,368,001 parameters of the network that
 * published tables call FNO2D.
 *
 * @param layers Fourier layers, default 4
 * @param width channels of the hidden functions, default 32
 * @param modes wavenumbers kept along each axis, default 12
 * @param padding points of zeros added behind the end of each axis where the data are not periodic, counted on the grid it is
 *     trained on, default 9
 * @param projection channels of the last hidden layer, default 128
 */
@Buildable
public record FnoOptions(
        @Nullable Integer layers,
        @Nullable Integer width,
        @Nullable Integer modes,
        @Nullable Integer padding,
        @Nullable Integer projection)
        implements OperatorOptions {
    /** Fills in defaults and rejects values outside their range. */
    public FnoOptions {
        layers = layers == null ? 4 : layers;
        width = width == null ? 32 : width;
        modes = modes == null ? 12 : modes;
        padding = padding == null ? 9 : padding;
        projection = projection == null ? 128 : projection;
        require(layers > 0, "layers", layers, "a positive whole number");
        require(width > 0, "width", width, "a positive whole number");
        require(modes > 0, "modes", modes, "a positive whole number");
        require(padding >= 0, "padding", padding, "a whole number, 0 or more");
        require(projection > 0, "projection", projection, "a positive whole number");
    }

    @Override
    public NeuralOperator build(NDManager owner, int in, int out, GridSize grid, Boundary boundary, long seed) {
        int added = boundary == Boundary.PERIODIC ? 0 : padding;
        return new ScriptedOperator(owner, new Fno(this, in, out, grid, added), grid, seed);
    }
}
