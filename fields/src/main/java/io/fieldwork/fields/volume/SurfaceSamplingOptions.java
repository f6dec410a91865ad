package io.fieldwork.fields.volume;

import static io.fieldwork.fields.tensor.UserError.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import org.jspecify.annotations.Nullable;

/**
 * Sampling around the surface of a signed distance as NeuS does it (Wang et al. 2021, section 3.4); block {@code sampling} of a
 * configuration with {@code type: surface}. The defaults are those of the authors.
 *
 * @param samples samples of the field that a training step aims at (the number of rays follows), default 32768
 * @param near least distance of a sample from the camera, world units; null takes it from the data (see {@code Capture}), 0.05 where there are none
 * @param places even places of a ray, default 64
 * @param rounds that look for the surface, each twice as sharply as the one before, default 4
 * @param fine places that a round adds to a ray, default 16
 * @param outside samples of a ray outside of the ball in the box, for fields that go on there, default 32
 */
@Buildable
public record SurfaceSamplingOptions(
        @Nullable Integer samples,
        @Nullable Double near,
        @Nullable Integer places,
        @Nullable Integer rounds,
        @Nullable Integer fine,
        @Nullable Integer outside)
        implements RaySamplerOptions {
    /** Fills in defaults and rejects values outside their range. */
    public SurfaceSamplingOptions {
        samples = samples == null ? 32768 : samples;
        places = places == null ? 64 : places;
        rounds = rounds == null ? 4 : rounds;
        fine = fine == null ? 16 : fine;
        outside = outside == null ? 32 : outside;
        require(samples >= 64 && samples <= 1 << 22, "sampling.samples", samples, "64 to 4194304");
        require(near == null || near >= 0 && near < 1e6, "sampling.near", near, "a distance, 0 or more");
        require(places >= 4 && places <= 4096, "sampling.places", places, "4 to 4096");
        require(rounds >= 0 && rounds <= 16, "sampling.rounds", rounds, "0 to 16");
        require(fine >= 1 && fine <= 4096, "sampling.fine", fine, "1 to 4096");
        require(outside >= 1 && outside <= 4096, "sampling.outside", outside, "1 to 4096");
    }

    @Override
    public SurfaceSamplingOptions withNear(double distance) {
        return new SurfaceSamplingOptions(samples, distance, places, rounds, fine, outside);
    }

    @Override
    public boolean surrounds() {
        return true;
    }

    @Override
    public RaySampler build(NDManager manager, Kernels kernels, Box box, long seed) {
        return new SurfaceSampler(manager, box, this);
    }
}
