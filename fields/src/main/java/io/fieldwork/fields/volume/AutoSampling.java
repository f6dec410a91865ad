package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sampling whose type is left to the photographs; a block {@code sampling} without a type, or with {@code type: auto}. A key that only
 * {@link SamplingOptions} have makes it theirs; what every type has, {@code samples} and {@code near}, leaves the choice open.
 *
 * @param samples samples a training step aims at; null takes that of the type
 * @param stepsAcross as in {@link SamplingOptions}, like the following
 * @param near least distance of a sample from the camera, world units; null takes it from the data
 * @param occupancyResolution cells along a side of the occupancy grid
 * @param occupancyThreshold optical thickness of one step above which a cell is occupied
 * @param thinning how many neighbouring samples are represented by one
 * @param levels nested boxes
 * @param cone length of an interval over its distance
 */
@Buildable
public record AutoSampling(
        @Nullable Integer samples,
        @Nullable Integer stepsAcross,
        @Nullable Double near,
        @Nullable Integer occupancyResolution,
        @Nullable Double occupancyThreshold,
        @Nullable Integer thinning,
        @Nullable Integer levels,
        @Nullable Double cone)
        implements RaySamplerOptions {
    /** Rejects values that no type would take. */
    public AutoSampling {
        new SamplingOptions(
                samples, stepsAcross, near, occupancyResolution, occupancyThreshold, thinning, levels, cone);
    }

    @Override
    public RaySamplerOptions settled() {
        boolean open = Stream.of(stepsAcross, occupancyResolution, occupancyThreshold, thinning, levels, cone)
                .allMatch(Objects::isNull);
        return open ? this : occupied();
    }

    @Override
    public RaySamplerOptions suited(boolean open) {
        boolean free = settled() == this;
        return free && open
                ? ProposalOptionsBuilder.builder().samples(samples).near(near).build()
                : occupied();
    }

    private SamplingOptions occupied() {
        return new SamplingOptions(
                samples, stepsAcross, near, occupancyResolution, occupancyThreshold, thinning, levels, cone);
    }

    @Override
    public RaySamplerOptions withNear(double distance) {
        return new AutoSampling(
                samples, stepsAcross, distance, occupancyResolution, occupancyThreshold, thinning, levels, cone);
    }

    /** Where nothing beyond the box is to be seen. */
    @Override
    public RaySampler build(NDManager manager, Kernels kernels, Box box, long seed) {
        return occupied().build(manager, kernels, box, seed);
    }
}
