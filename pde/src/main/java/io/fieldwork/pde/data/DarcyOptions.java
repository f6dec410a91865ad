package io.fieldwork.pde.data;

import static io.fieldwork.pde.data.DataOptions.require;

import io.fieldwork.fields.tensor.Buildable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Flow through a medium of two phases, -∇·(a ∇u) = 1 in the unit square, u = 0 on its edge: from a to u;
 * {@code data.type: darcy}. The phases are the signs of a Gaussian random field. The smooth set of the literature has
 * grid 421, stride 2, alpha 2, tau 3, phases 12 and 3; the rough set grid 512, stride 2, alpha 2, tau 5, phases 12 and
 * 2. Our samples come from our own draws and solver, so errors compare with published ones in kind only.
 *
 * @param grid vertices of the solver along each side, edge included; default 128
 * @param stride stride of the vertices kept; default 1
 * @param train training samples; default 1000
 * @param validation validation samples; default 100
 * @param test test samples; default 100
 * @param seed of the random fields; default 0
 * @param alpha smoothness of the random field; default 2
 * @param tau inverse length of correlation; default 3
 * @param high a where the field is not negative; default 12
 * @param low a elsewhere; default 3
 */
@Buildable
public record DarcyOptions(
        @Nullable Integer grid,
        @Nullable Integer stride,
        @Nullable Integer train,
        @Nullable Integer validation,
        @Nullable Integer test,
        @Nullable Long seed,
        @Nullable Double alpha,
        @Nullable Double tau,
        @Nullable Double high,
        @Nullable Double low)
        implements DataOptions {
    /** Fills in defaults and rejects values outside their range. */
    public DarcyOptions {
        grid = grid == null ? 128 : grid;
        stride = stride == null ? 1 : stride;
        train = train == null ? 1000 : train;
        validation = validation == null ? 100 : validation;
        test = test == null ? 100 : test;
        seed = seed == null ? 0 : seed;
        alpha = alpha == null ? 2 : alpha;
        tau = tau == null ? 3 : tau;
        high = high == null ? 12 : high;
        low = low == null ? 3 : low;
        require(grid >= 8 && grid <= 4096, "grid", grid, "8 to 4096 vertices along each side");
        require(stride >= 1 && stride < grid, "stride", stride, "1 to " + (grid - 1));
        DataOptions.requireCounts(train, validation, test);
        require(alpha > 1 && alpha < 100, "alpha", alpha, "a number above 1");
        require(tau > 0 && tau < 1e6, "tau", tau, "a positive number");
        require(
                low > 0 && high > 0 && low < 1e9 && high < 1e9,
                "low and high",
                low + " and " + high,
                "positive numbers");
    }

    @Override
    public DataSplits open(Path cache, ProgressListener progress) {
        DarcyRecipe recipe = new DarcyRecipe(grid, alpha, tau, high, low, seed);
        return Generation.open(recipe, cache, train, validation, test, stride, progress);
    }
}
