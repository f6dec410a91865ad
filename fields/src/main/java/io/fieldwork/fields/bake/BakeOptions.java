package io.fieldwork.fields.bake;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Resolution, colour model and culling threshold of a baked grid.
 *
 * @param resolution cells along the longest side of the box, a multiple of {@value Lattice#BRICK}, default 256
 * @param degree of the spherical harmonics of colour, 0 to 2; default 0, the same colour from everywhere
 * @param threshold least sum of the weights, over all rays of all photographs, of the samples in a brick that is kept;
 * default 0.01
 */
@Buildable
public record BakeOptions(
        @Nullable Integer resolution,
        @Nullable Integer degree,
        @Nullable Double threshold) {
    /** Fills in defaults and rejects values outside their range. */
    public BakeOptions {
        resolution = resolution == null ? 256 : resolution;
        degree = degree == null ? 0 : degree;
        threshold = threshold == null ? 0.01 : threshold;
        UserError.require(
                resolution >= Lattice.BRICK && resolution <= 1024 && resolution % Lattice.BRICK == 0,
                "resolution",
                resolution,
                "a multiple of " + Lattice.BRICK + " from " + Lattice.BRICK + " to 1024");
        UserError.require(degree >= 0 && degree <= 2, "degree", degree, "0, 1 or 2");
        UserError.require(threshold >= 0 && threshold < 1, "threshold", threshold, "a share from 0 to below 1");
    }

    /** Coefficients of each colour. */
    int coefficients() {
        return (degree + 1) * (degree + 1);
    }
}
