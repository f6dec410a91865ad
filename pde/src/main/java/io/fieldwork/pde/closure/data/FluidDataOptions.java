package io.fieldwork.pde.closure.data;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.kinetic.SolverOptions;
import io.fieldwork.pde.closure.kinetic.SolverOptionsBuilder;
import io.fieldwork.pde.data.ProgressListener;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs of an active fluid: made by its kinetic equation from random states, for each pair of α and ζ, or read from files.
 *
 * @param path of a recorded run ({@link Recording}), of a file of The Well's active_matter, or of a folder of such files, of which the
 * last ones, by name, are for the test; null, the default, to make the runs
 * @param alpha strengths of the dipoles; default [-1]
 * @param zeta strengths of alignment; default [1]
 * @param testAlpha those of the test runs; null, the default, for the same
 * @param testZeta those of the test runs; null, the default, for the same
 * @param beta how strongly rods resist; default 0.8, also of files of The Well, which do not tell it
 * @param translation diffusion in space; default 0.05, also of The Well
 * @param rotation diffusion of the angle; default 0.05, also of The Well
 * @param solver of the kinetic equation; default 64 points a side and 20 moments
 * @param begin time of the first frame; default 0
 * @param end time of the last frame; default 20
 * @param interval between frames; default 0.25
 * @param train runs of each pair to learn from; default 2
 * @param test runs of each pair to measure on, or of the files; default 1
 * @param seed of the first run; default 0
 */
@Buildable
public record FluidDataOptions(
        @Nullable String path,
        @Nullable List<Double> alpha,
        @Nullable List<Double> zeta,
        @Nullable List<Double> testAlpha,
        @Nullable List<Double> testZeta,
        @Nullable Double beta,
        @Nullable Double translation,
        @Nullable Double rotation,
        @Nullable SolverOptions solver,
        @Nullable Double begin,
        @Nullable Double end,
        @Nullable Double interval,
        @Nullable Integer train,
        @Nullable Integer test,
        @Nullable Long seed) {
    private static final int MOST = 10_000;

    /** Fills in defaults and rejects values outside their range. */
    public FluidDataOptions {
        alpha = alpha == null ? List.of(-1.0) : List.copyOf(alpha);
        zeta = zeta == null ? List.of(1.0) : List.copyOf(zeta);
        beta = beta == null ? 0.8 : beta;
        translation = translation == null ? 0.05 : translation;
        rotation = rotation == null ? 0.05 : rotation;
        solver = solver == null ? SolverOptionsBuilder.builder().modes(20).build() : solver;
        begin = begin == null ? 0 : begin;
        end = end == null ? 20 : end;
        interval = interval == null ? 0.25 : interval;
        train = train == null ? 2 : train;
        test = test == null ? 1 : test;
        seed = seed == null ? 0L : seed;
        require(begin >= 0 && begin < 1e6, "begin", begin, "a time of at least 0");
        require(end > begin && end < 1e6, "end", end, "a time after data.begin");
        require(
                interval > 0 && interval <= end - begin,
                "interval",
                interval,
                "a time above 0, at most from begin to end");
        require(train >= 1 && train <= MOST, "train", train, "1 to " + MOST);
        require(test >= 1 && test <= MOST, "test", test, "1 to " + MOST);
        require(!alpha.isEmpty(), "alpha", alpha, "a list of numbers");
        require(!zeta.isEmpty(), "zeta", zeta, "a list of numbers");
        try {
            fluids(alpha, zeta, beta, translation, rotation);
        } catch (UserError e) {
            throw new UserError("data." + e.getMessage(), e);
        }
        try {
            fluids(or(testAlpha, alpha), or(testZeta, zeta), beta, translation, rotation);
        } catch (UserError e) {
            String message = e.getMessage();
            throw new UserError("data.test" + Character.toUpperCase(message.charAt(0)) + message.substring(1), e);
        }
    }

    private static void require(boolean holds, String key, Object value, String expected) {
        UserError.require(holds, "data." + key, value, expected);
    }

    private static List<Double> or(@Nullable List<Double> values, List<Double> otherwise) {
        return values == null || values.isEmpty() ? otherwise : values;
    }

    /** {@return the default options} */
    public static FluidDataOptions defaults() {
        return FluidDataOptionsBuilder.builder().build();
    }

    private static List<ActiveFluid> fluids(
            List<Double> alpha, List<Double> zeta, double beta, double translation, double rotation) {
        return alpha.stream()
                .flatMap(a -> zeta.stream().map(z -> ActiveFluid.of(a, beta, z, translation, rotation)))
                .toList();
    }

    /** {@return the fluids of the runs to learn from} */
    List<ActiveFluid> trained() {
        return fluids(alpha, zeta, beta, translation, rotation);
    }

    /** {@return the fluids of the test} */
    List<ActiveFluid> tested() {
        return fluids(or(testAlpha, alpha), or(testZeta, zeta), beta, translation, rotation);
    }

    /** {@return the fluid of given α and ζ with the other numbers of these options} */
    ActiveFluid fluid(double a, double z) {
        return ActiveFluid.of(a, beta, z, translation, rotation);
    }

    /** {@return the number of frames of a run} */
    int frames() {
        return 1 + (int) Math.floor((end - begin) / interval + 1e-9);
    }

    /**
     * {@return the runs, made where they are not in the cache}
     *
     * @throws UserError if they cannot be made or read
     */
    public FluidData open(Path cache, ProgressListener progress) {
        return path == null
                ? new KineticRuns(this, cache, progress).open()
                : RecordedFiles.open(this, Path.of(path), cache);
    }
}
