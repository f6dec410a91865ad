package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.MarchRegion;
import io.fieldwork.fields.kernel.Samples;
import java.util.Map;

/**
 * A ray sampler that takes the lattice points of rays in the occupied cells of a grid, up to the visibility limit
 * (instant-ngp; Mueller et al. 2022).
 */
final class OccupancySampler implements RaySampler {
    private final Kernels kernels;
    private final SamplingOptions options;
    private final OccupancyGrid grid;
    private final MarchRegion region;
    private final MarchRegion thinned;
    private final Visibility visibility;

    /** A sampler of a box, and of those around it, all of which are occupied. */
    OccupancySampler(NDManager manager, Kernels kernels, Box box, SamplingOptions options) {
        this.kernels = kernels;
        this.options = options;
        this.grid = new OccupancyGrid(manager, box, options);
        this.region = region(box, options, false);
        this.thinned = region(box, options, true);
        this.visibility = manager.getDevice().isGpu() ? new DeviceVisibility(manager) : new HostVisibility();
    }

    private static MarchRegion region(Box box, SamplingOptions options, boolean thinned) {
        float cone = options.cone().floatValue();
        return new MarchRegion(
                box.min(), box.size(), options.nearest(), options.step(box), thinned, options.levels(), cone);
    }

    @Override
    public Visible sample(Rays rays, Jitter jitter, Medium medium) {
        boolean thin = jitter.isRandom() && options.thinning() > 1;
        NDArray shifts = jitter.first(rays.origins().getManager(), rays.count());
        Samples marched =
                kernels.march(rays.origins(), rays.directions(), shifts, grid.occupied(), thin ? thinned : region);
        return visibility.cut(
                marched,
                medium,
                thin
                        ? new Thinning(
                                options.thinning(), options.occupancyThreshold().floatValue(), jitter)
                        : null);
    }

    @Override
    public void update(long step, long seed, Medium medium) {
        grid.update(step, seed, medium);
    }

    @Override
    public Occupancy occupancy() {
        return grid.occupancy();
    }

    @Override
    public Map<String, NDArray> state() {
        return grid.state();
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        grid.restore(state);
    }

    @Override
    public void close() {
        grid.close();
    }
}
