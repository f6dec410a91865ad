package io.fieldwork.pde.data;

import static io.fieldwork.pde.data.DataOptions.require;

import io.fieldwork.fields.tensor.Buildable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Sound in the unit square, -Δu - (frequency/c)² u = 0 with a source on a part of the top edge and no flux through the
 * rest: from the speed of sound c = 20 + tanh g, g a smooth random field, to u; {@code data.type: helmholtz}. The
 * problem is that of de Hoop et al. ("The cost-accuracy trade-off in operator learning with neural networks", 2022);
 * samples come from our own draws and solver.
 *
 * @param cells bilinear finite elements along each side; default 100, which is 101 vertices
 * @param stride stride of the vertices kept; default 1
 * @param frequency angular frequency; default 1000, a wavelength of an eighth of the square
 * @param train training samples; default 4000
 * @param validation validation samples; default 200
 * @param test test samples; default 200
 * @param seed of the random fields; default 0
 */
@Buildable
public record HelmholtzOptions(
        @Nullable Integer cells,
        @Nullable Integer stride,
        @Nullable Double frequency,
        @Nullable Integer train,
        @Nullable Integer validation,
        @Nullable Integer test,
        @Nullable Long seed)
        implements DataOptions {
    /** Fills in defaults and rejects values outside their range. */
    public HelmholtzOptions {
        cells = cells == null ? 100 : cells;
        stride = stride == null ? 1 : stride;
        frequency = frequency == null ? 1000.0 : frequency;
        train = train == null ? 4000 : train;
        validation = validation == null ? 200 : validation;
        test = test == null ? 200 : test;
        seed = seed == null ? 0 : seed;
        require(cells >= 10 && cells <= 400, "cells", cells, "10 to 400 along each side");
        require(stride >= 1 && stride <= cells, "stride", stride, "1 to " + cells);
        require(frequency > 0 && frequency < 1e5, "frequency", frequency, "a positive number");
        DataOptions.requireCounts(train, validation, test);
    }

    @Override
    public DataSplits open(Path cache, ProgressListener progress) {
        Recipe recipe = new HelmholtzRecipe(cells, frequency, seed);
        return Generation.open(recipe, cache, train, validation, test, stride, progress);
    }
}
