package io.fieldwork.pde.data;

import static io.fieldwork.pde.data.DataOptions.require;

import io.fieldwork.fields.tensor.Buildable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Flow through a medium of six scales, -∇·(a ∇u) = 1 in the unit square, u = 0 on its edge: from a to u;
 * {@code data.type: darcy-multiscale}. The coefficient is a = Π_{k=1..6} (1 + cos(a_k π (x + y)) / 2) (1 + sin(a_k π (y
 * - 3x)) / 2) with a_k uniform in [2^(k-1), 1.5 · 2^(k-1)]. It is our own definition after the trigonometric
 * coefficients of the literature: errors cannot be set beside published ones.
 *
 * @param grid vertices of the solver along each side, edge included; default 511
 * @param stride stride of the vertices kept; default 2
 * @param train training samples; default 1000
 * @param validation validation samples; default 100
 * @param test test samples; default 100
 * @param seed of the random fields; default 0
 */
@Buildable
public record MultiscaleDarcyOptions(
        @Nullable Integer grid,
        @Nullable Integer stride,
        @Nullable Integer train,
        @Nullable Integer validation,
        @Nullable Integer test,
        @Nullable Long seed)
        implements DataOptions {
    /** Fills in defaults and rejects values outside their range. */
    public MultiscaleDarcyOptions {
        grid = grid == null ? 511 : grid;
        stride = stride == null ? 2 : stride;
        train = train == null ? 1000 : train;
        validation = validation == null ? 100 : validation;
        test = test == null ? 100 : test;
        seed = seed == null ? 0 : seed;
        require(grid >= 8 && grid <= 4096, "grid", grid, "8 to 4096 vertices along each side");
        require(stride >= 1 && stride < grid, "stride", stride, "1 to " + (grid - 1));
        DataOptions.requireCounts(train, validation, test);
    }

    @Override
    public DataSplits open(Path cache, ProgressListener progress) {
        Recipe recipe = new MultiscaleDarcyRecipe(grid, seed);
        return Generation.open(recipe, cache, train, validation, test, stride, progress);
    }
}
