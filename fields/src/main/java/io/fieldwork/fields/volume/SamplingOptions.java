package io.fieldwork.fields.volume;

import static io.fieldwork.fields.tensor.UserError.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import org.jspecify.annotations.Nullable;

/**
 * Sampling of the occupied cells of a grid (instant-ngp); block {@code sampling} of a configuration with {@code type: occupancy}.
 *
 * @param samples samples a training step aims at (the number of rays follows), default 16384
 * @param stepsAcross intervals along the diagonal of the box, default 512 (instant-ngp: 1024)
 * @param near least distance of a sample from the camera, world units; null takes it from the data (see {@code Capture}), 0.05 where there are none
 * @param occupancyResolution cells along a side of the occupancy grid, default 64 (instant-ngp: 128)
 * @param occupancyThreshold optical thickness of one step above which a cell is occupied, default 0.01
 * @param thinning while training, how many neighbouring samples of a ray, each thinner than the threshold, are represented by one of
 * them, default 8; where a whole cell of the grid is as thin, one is all that is looked at; 1 takes all
 * @param levels nested boxes with a grid each, every one twice as large as the one before; default 1, the box alone. With more, the field is one of all
 * of space, contracted around the box
 * @param cone length of an interval over its distance from the camera where that is longer than the step (cone marching); default 1/256 with more than one
 * level, as instant-ngp, and else 0
 */
@Buildable
public record SamplingOptions(
        @Nullable Integer samples,
        @Nullable Integer stepsAcross,
        @Nullable Double near,
        @Nullable Integer occupancyResolution,
        @Nullable Double occupancyThreshold,
        @Nullable Integer thinning,
        @Nullable Integer levels,
        @Nullable Double cone)
        implements RaySamplerOptions {
    /** Interval over distance (instant-ngp). */
    private static final double CONE = 1.0 / 256;

    /** The most levels; instant-ngp has 8. */
    private static final int MOST = 12;

    /** Fills in defaults and rejects values outside their range. */
    public SamplingOptions {
        samples = samples == null ? 16384 : samples;
        stepsAcross = stepsAcross == null ? 512 : stepsAcross;
        occupancyResolution = occupancyResolution == null ? 64 : occupancyResolution;
        occupancyThreshold = occupancyThreshold == null ? 0.01 : occupancyThreshold;
        thinning = thinning == null ? 8 : thinning;
        levels = levels == null ? 1 : levels;
        cone = cone != null ? cone : levels > 1 ? CONE : 0.0;
        require(samples >= 64 && samples <= 1 << 22, "sampling.samples", samples, "64 to 4194304");
        require(stepsAcross >= 8 && stepsAcross <= 8192, "sampling.stepsAcross", stepsAcross, "8 to 8192");
        require(near == null || near >= 0 && near < 1e6, "sampling.near", near, "a distance, 0 or more");
        require(
                occupancyResolution >= 8 && occupancyResolution <= 512 && occupancyResolution % 8 == 0,
                "sampling.occupancyResolution",
                occupancyResolution,
                "a multiple of 8 from 8 to 512");
        require(thinning >= 1 && thinning <= 64, "sampling.thinning", thinning, "1 to 64");
        require(
                occupancyThreshold > 0 && occupancyThreshold < 1,
                "sampling.occupancyThreshold",
                occupancyThreshold,
                "a number between 0 and 1");
        require(levels >= 1 && levels <= MOST, "sampling.levels", levels, "1 to " + MOST);
        require(cone >= 0 && cone <= 0.1, "sampling.cone", cone, "0 to 0.1");
    }

    /** {@return the default options, with interval count and batch size for two CPU cores} */
    public static SamplingOptions defaults() {
        return SamplingOptionsBuilder.builder().build();
    }

    @Override
    public SamplingOptions withNear(double distance) {
        return new SamplingOptions(
                samples, stepsAcross, distance, occupancyResolution, occupancyThreshold, thinning, levels, cone);
    }

    @Override
    public boolean unbounded() {
        return levels > 1;
    }

    @Override
    public RaySampler build(NDManager manager, Kernels kernels, Box box, long seed) {
        return new OccupancySampler(manager, kernels, box, this);
    }

    /** {@return the interval length in world units, the diagonal of the box's longest side's cube over stepsAcross} */
    public float step(Box box) {
        return (float) (box.longest() * Math.sqrt(3) / stepsAcross);
    }
}
