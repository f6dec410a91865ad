package io.fieldwork.pde.data;

import static io.fieldwork.pde.data.DataOptions.require;

import io.fieldwork.fields.tensor.Buildable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Stirred flow on the unit torus by its vorticity, w_t + u·∇w = viscosity Δw + 0.1 (sin 2π(x+y) + cos 2π(x+y)), from a
 * smooth random field: from the first frame to the later ones; {@code data.type: navier-stokes}. The problem is that of
 * Li et al. ("Fourier neural operator for parametric partial differential equations", ICLR 2021); samples come from our
 * own draws and solver. Frames are given on a coarser grid by leaving out the wavenumbers that it does not resolve.
 *
 * @param grid points of the solver along each side; default 256
 * @param kept points of the frames along each side; default 64
 * @param stride stride of the points given; default 1
 * @param viscosity default 1e-5
 * @param frames frames after the first; default 10
 * @param start time of the first frame; default 1, as in the published sets, whose random field at time 0 is not part
 * of them
 * @param interval time between frames; default 1
 * @param step longest time step, halved until it suits the speed of the flow; default 0.02, with which frames up to t =
 * 10 are within 1e-5 of those with a finer step
 * @param train training samples; default 1000
 * @param validation validation samples; default 100
 * @param test test samples; default 100
 * @param seed of the random fields; default 0
 */
@Buildable
public record NavierStokesOptions(
        @Nullable Integer grid,
        @Nullable Integer kept,
        @Nullable Integer stride,
        @Nullable Double viscosity,
        @Nullable Integer frames,
        @Nullable Double start,
        @Nullable Double interval,
        @Nullable Double step,
        @Nullable Integer train,
        @Nullable Integer validation,
        @Nullable Integer test,
        @Nullable Long seed)
        implements DataOptions {
    /** Fills in defaults and rejects values outside their range. */
    public NavierStokesOptions {
        grid = grid == null ? 256 : grid;
        kept = kept == null ? 64 : kept;
        stride = stride == null ? 1 : stride;
        viscosity = viscosity == null ? 1e-5 : viscosity;
        frames = frames == null ? 10 : frames;
        start = start == null ? 1.0 : start;
        interval = interval == null ? 1.0 : interval;
        step = step == null ? 0.02 : step;
        train = train == null ? 1000 : train;
        validation = validation == null ? 100 : validation;
        test = test == null ? 100 : test;
        seed = seed == null ? 0 : seed;
        require(grid >= 16 && grid <= 2048 && grid % 2 == 0, "grid", grid, "an even number, 16 to 2048");
        require(kept >= 8 && kept <= grid && kept % 2 == 0, "kept", kept, "an even number, 8 to " + grid);
        require(stride >= 1 && kept % stride == 0, "stride", stride, "a divisor of " + kept);
        require(viscosity >= 0 && viscosity < 1e3, "viscosity", viscosity, "a number, 0 or more");
        require(frames >= 1 && frames <= 1000, "frames", frames, "1 to 1000");
        require(start >= 0 && start < 1e4, "start", start, "a time, 0 or later");
        require(interval > 0 && interval < 1e4, "interval", interval, "a positive time");
        require(step > 0 && step <= interval, "step", step, "a positive time up to the interval");
        DataOptions.requireCounts(train, validation, test);
    }

    @Override
    public DataSplits open(Path cache, ProgressListener progress) {
        Recipe recipe = new NavierStokesRecipe(grid, kept, viscosity, frames, start, interval, step, seed);
        return Generation.open(recipe, cache, train, validation, test, stride, progress);
    }
}
