package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.MarchRegion;
import io.fieldwork.fields.kernel.Samples;

/** Packed samples of rays: lattice points in occupied cells, as far as light gets. */
public final class RaySampler {
    private final Kernels kernels;
    private final OccupancyGrid grid;
    private final MarchRegion region;
    private final Visibility visibility;

    /**
     * A sampler of one box.
     *
     * @param manager of the field's device
     * @param kernels who marches
     * @param grid which cells are worth it
     * @param box where
     * @param options step and near distance
     */
    public RaySampler(NDManager manager, Kernels kernels, OccupancyGrid grid, Box box, SamplingOptions options) {
        this.kernels = kernels;
        this.grid = grid;
        this.region = new MarchRegion(box.min(), box.size(), options.near().floatValue(), options.step(box));
        this.visibility = manager.getDevice().isGpu() ? new DeviceVisibility(manager) : new HostVisibility();
    }

    /**
     * Samples rays.
     *
     * @param rays origins and directions
     * @param jitter [rays] in [0, 1), one shift a ray; 0.5 for evaluation
     * @param field whose density decides where light ends
     * @return visible samples, with the field's geometry there
     */
    public Visible sample(Rays rays, NDArray jitter, RadianceField field) {
        Samples marched = kernels.march(rays.origins(), rays.directions(), jitter, grid.occupied(), region);
        return visibility.cut(marched, field);
    }
}
