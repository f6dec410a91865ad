package io.fieldwork.pde.data;

import static io.fieldwork.pde.data.DataOptions.require;

import io.fieldwork.fields.tensor.Buildable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Burgers' equation u_t + u u_x = viscosity u_xx on the unit circle: from u(0), a smooth random field, to u(time);
 * {@code data.type: burgers}. The field has covariance 49² (-Δ + 7²)^-2.5, as in the scripts that Li et al. ship with
 * "Fourier neural operator for parametric partial differential equations" (ICLR 2021); samples come from our own draws
 * and solver.
 *
 * @param grid points of the solver; default 1024
 * @param stride stride of the points kept; default 1
 * @param viscosity default 1e-3
 * @param time of the output; default 1
 * @param step longest time step; default 0.002
 * @param train training samples; default 1000
 * @param validation validation samples; default 100
 * @param test test samples; default 200
 * @param seed of the random fields; default 0
 */
@Buildable
public record BurgersOptions(
        @Nullable Integer grid,
        @Nullable Integer stride,
        @Nullable Double viscosity,
        @Nullable Double time,
        @Nullable Double step,
        @Nullable Integer train,
        @Nullable Integer validation,
        @Nullable Integer test,
        @Nullable Long seed)
        implements DataOptions {
    private static final double GAMMA = 2.5;
    private static final double TAU = 7;
    private static final double SIGMA = 49;

    /** Fills in defaults and rejects values outside their range. */
    public BurgersOptions {
        grid = grid == null ? 1024 : grid;
        stride = stride == null ? 1 : stride;
        viscosity = viscosity == null ? 1e-3 : viscosity;
        time = time == null ? 1.0 : time;
        step = step == null ? 2e-3 : step;
        train = train == null ? 1000 : train;
        validation = validation == null ? 100 : validation;
        test = test == null ? 200 : test;
        seed = seed == null ? 0 : seed;
        require(grid >= 16 && grid <= 65536 && grid % 2 == 0, "grid", grid, "an even number, 16 to 65536");
        require(stride >= 1 && stride < grid && grid % stride == 0, "stride", stride, "a divisor of " + grid);
        require(viscosity > 0 && viscosity < 1e3, "viscosity", viscosity, "a positive number");
        require(time > 0 && time < 1e4, "time", time, "a positive number");
        require(step > 0 && step <= time, "step", step, "a positive time up to the whole");
        DataOptions.requireCounts(train, validation, test);
    }

    @Override
    public DataSplits open(Path cache, ProgressListener progress) {
        Recipe recipe = new BurgersRecipe(grid, viscosity, time, step, GAMMA, TAU, SIGMA, seed);
        return Generation.open(recipe, cache, train, validation, test, stride, progress);
    }
}
