package io.fieldwork.fields.volume;

import static io.fieldwork.fields.tensor.UserError.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sampling by a bound of the error of the opacity (VolSDF, Yariv, Gu, Kasten, Lipman 2021); block {@code sampling} of a configuration with
 * {@code type: errorBound}, for fields that are signed distances. The defaults are those of the authors.
 *
 * @param samples samples of the field that a training step aims at (the number of rays follows), default 32768; distances on the way to them
 * come on top
 * @param near least distance of a sample from the camera, world units; null takes it from the data (see {@code Capture}), 0.05 where there are none
 * @param places of a ray at which a round evaluates distances, default 128
 * @param rounds at most, default 5
 * @param bisections of the width in a round, default 10
 * @param epsilon bound of the error of the opacity, default 0.1
 * @param fine samples of a ray by the weights that the rounds found, default 64
 * @param extra samples evenly among the places of the rounds, so that what is nowhere yet can appear, default 32
 * @param bound what the distances at the ends of an interval say of those in it: {@code exact} (default; triangles, the authors', right for
 * exact distances) or {@code safe} (right for anything that changes by no more than the way)
 * @param outside samples of a ray outside of the ball in the box, for fields that go on there, default 32
 */
@Buildable
public record ErrorBoundOptions(
        @Nullable Integer samples,
        @Nullable Double near,
        @Nullable Integer places,
        @Nullable Integer rounds,
        @Nullable Integer bisections,
        @Nullable Double epsilon,
        @Nullable Integer fine,
        @Nullable Integer extra,
        @Nullable String bound,
        @Nullable Integer outside)
        implements RaySamplerOptions {
    /** Fills in defaults and rejects values outside their range. */
    public ErrorBoundOptions {
        samples = samples == null ? 32768 : samples;
        places = places == null ? 128 : places;
        rounds = rounds == null ? 5 : rounds;
        bisections = bisections == null ? 10 : bisections;
        epsilon = epsilon == null ? 0.1 : epsilon;
        fine = fine == null ? 64 : fine;
        extra = extra == null ? 32 : extra;
        bound = bound == null ? "exact" : bound;
        outside = outside == null ? 32 : outside;
        require(samples >= 64 && samples <= 1 << 22, "sampling.samples", samples, "64 to 4194304");
        require(near == null || near >= 0 && near < 1e6, "sampling.near", near, "a distance, 0 or more");
        require(places >= 4 && places <= 4096, "sampling.places", places, "4 to 4096");
        require(rounds >= 1 && rounds <= 64, "sampling.rounds", rounds, "1 to 64");
        require(bisections >= 0 && bisections <= 64, "sampling.bisections", bisections, "0 to 64");
        require(epsilon > 0 && epsilon < 10, "sampling.epsilon", epsilon, "a number between 0 and 10");
        require(fine >= 1 && fine <= 4096, "sampling.fine", fine, "1 to 4096");
        require(extra >= 0 && extra <= 4096, "sampling.extra", extra, "0 to 4096");
        require(outside >= 1 && outside <= 4096, "sampling.outside", outside, "1 to 4096");
        UserError.oneOf("sampling.bound", bound, List.of("exact", "safe"));
    }

    @Override
    public ErrorBoundOptions withNear(double distance) {
        return new ErrorBoundOptions(
                samples, distance, places, rounds, bisections, epsilon, fine, extra, bound, outside);
    }

    @Override
    public boolean surrounds() {
        return true;
    }

    @Override
    public RaySampler build(NDManager manager, Kernels kernels, Box box, long seed) {
        return new ErrorBoundSampler(manager, box, this);
    }
}
