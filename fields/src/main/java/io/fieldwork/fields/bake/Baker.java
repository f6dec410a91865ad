package io.fieldwork.fields.bake;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.RaySampler;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * The conversion of a trained radiance field into a grid. Opacity is that of the field at the points of a lattice;
 * colour is fitted to the visible samples of the cameras' rays, so that it is right where the field is seen.
 */
public final class Baker {
    /** Rays of all cameras together; larger images are seen at a smaller size. */
    private static final double RAYS = 1 << 22;

    private final NDManager manager;
    private final Medium medium;
    private final RaySampler sampler;
    private final float[] background;

    /**
     * A baker of one medium.
     *
     * @param manager of the medium's device
     * @param medium trained
     * @param sampler of its rays
     * @param background sRGB [3] behind the scene
     */
    public Baker(NDManager manager, Medium medium, RaySampler sampler, float[] background) {
        this.manager = manager;
        this.medium = medium;
        this.sampler = sampler;
        this.background = background.clone();
    }

    /**
     * Bakes the field.
     *
     * @param cameras from which the grid must look like the field, at least one
     * @param options resolution and colour
     * @param progress receives the share of the work that is done, up to 1
     * @return the grid
     */
    public BakedGrid bake(List<Camera> cameras, BakeOptions options, DoubleConsumer progress) {
        Lattice lattice = Lattice.over(medium.box(), options.resolution());
        ColorFit fit = new ColorFit(lattice, options.coefficients());
        SeenColors seen = new SeenColors(manager, medium, sampler, fit);
        double pixels = cameras.stream().mapToDouble(Baker::pixels).sum();
        double scale = Math.min(1, Math.sqrt(RAYS / pixels));
        for (int i = 0; i < cameras.size(); i++) {
            seen.add(scaled(cameras.get(i), scale));
            progress.accept((i + 1.0) / (cameras.size() + 1));
        }
        LatticeValues opacity = OpacityLattice.of(manager, lattice, medium, sampler.occupancy());
        BakedGrid grid = new Bricks(lattice, opacity, fit, options.threshold()).grid(options.degree(), background);
        progress.accept(1);
        return grid;
    }

    private static double pixels(Camera camera) {
        return (double) camera.intrinsics().width() * camera.intrinsics().height();
    }

    private static Camera scaled(Camera camera, double scale) {
        return camera.scaledTo((int) Math.ceil(scale * camera.intrinsics().width()), (int)
                Math.ceil(scale * camera.intrinsics().height()));
    }
}
