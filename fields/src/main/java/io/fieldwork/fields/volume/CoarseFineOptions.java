package io.fieldwork.fields.volume;

import static io.fieldwork.fields.tensor.UserError.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.radiance.NerfOptionsBuilder;
import io.fieldwork.fields.radiance.RadianceFieldOptions;
import io.fieldwork.fields.tensor.Buildable;
import org.jspecify.annotations.Nullable;

/**
 * NeRF's coarse and fine sampling (Mildenhall et al. 2020, section 5.2); block {@code sampling} of a configuration with {@code type:
 * coarseFine}. It needs no grid of what is occupied, and many more samples than one.
 *
 * @param samples samples of the field that a training step aims at (the number of rays follows), default 32768; those of the coarse field come
 * on top
 * @param near least distance of a sample from the camera, world units; null takes it from the data (see {@code Capture}), 0.05 where there are none
 * @param coarse samples of a ray at which the coarse field is evaluated, default 64
 * @param fine samples of a ray that are added where the coarse field is seen, default 128; the field is evaluated at both
 * @param spacing of the coarse samples along a ray, even in {@code distance} (default) or in {@code disparity}, its inverse
 * @param field architecture of the coarse field, default NeRF's network
 */
@Buildable
public record CoarseFineOptions(
        @Nullable Integer samples,
        @Nullable Double near,
        @Nullable Integer coarse,
        @Nullable Integer fine,
        @Nullable String spacing,
        @Nullable RadianceFieldOptions field)
        implements RaySamplerOptions {
    /** Fills in defaults and rejects values outside their range. */
    public CoarseFineOptions {
        samples = samples == null ? 32768 : samples;
        coarse = coarse == null ? 64 : coarse;
        fine = fine == null ? 128 : fine;
        spacing = spacing == null ? "distance" : spacing;
        field = field == null ? NerfOptionsBuilder.builder().build() : field;
        require(samples >= 64 && samples <= 1 << 22, "sampling.samples", samples, "64 to 4194304");
        require(near == null || near >= 0 && near < 1e6, "sampling.near", near, "a distance, 0 or more");
        require(coarse >= 4 && coarse <= 4096, "sampling.coarse", coarse, "4 to 4096");
        require(fine >= 1 && fine <= 4096, "sampling.fine", fine, "1 to 4096");
        boolean inverse = spacing.equals("disparity");
        require(inverse || spacing.equals("distance"), "sampling.spacing", spacing, "distance or disparity");
        require(!inverse || near == null || near > 0, "sampling.near", near, "more than 0 where spacing is disparity");
    }

    @Override
    public CoarseFineOptions withNear(double distance) {
        return new CoarseFineOptions(samples, distance, coarse, fine, spacing, field);
    }

    @Override
    public RaySampler build(NDManager manager, Kernels kernels, Box box, long seed) {
        NDManager own = manager.newSubManager();
        return new CoarseFineSampler(own, kernels, box, this, field.build(own, kernels, box, seed + 1));
    }
}
