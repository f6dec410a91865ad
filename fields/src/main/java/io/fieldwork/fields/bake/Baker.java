package io.fieldwork.fields.bake;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Jitter;
import io.fieldwork.fields.volume.RaySampler;
import io.fieldwork.fields.volume.Rays;
import io.fieldwork.fields.volume.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * The conversion of a trained radiance field into a grid. Opacity is that of the field at the points of a lattice;
 * colour is fitted to the visible samples of the cameras' rays, so that it is right where the field is seen.
 */
public final class Baker {
    /** Rays of all cameras together; larger images are seen at a smaller size. */
    private static final double RAYS = 1 << 22;

    private static final int RAYS_AT_ONCE = 8192;
    private static final int POINTS_AT_ONCE = 1 << 16;

    /** Least weight of a sample that counts. */
    private static final double LEAST = 1e-3;

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
     * Bakes the field into a grid.
     *
     * @param cameras from which the grid must look like the field, at least one
     * @param options resolution and colour
     * @param progress receives the share of the work that is done, up to 1
     * @throws UserError if the field goes on outside of its box, which a grid does not
     */
    public BakedGrid bake(List<Camera> cameras, BakeOptions options, DoubleConsumer progress) {
        if (medium instanceof DistanceMedium surface && surface.surrounded()) {
            throw new UserError(
                    "The run has field.background: true, of which a grid holds nothing; expected a run without.");
        }
        Lattice lattice = Lattice.over(medium.box(), options.resolution());
        ColorFit fit = new ColorFit(lattice, options.coefficients());
        double pixels = cameras.stream().mapToDouble(Baker::pixels).sum();
        double scale = Math.min(1, Math.sqrt(RAYS / pixels));
        for (int i = 0; i < cameras.size(); i++) {
            see(scaled(cameras.get(i), scale), fit);
            progress.accept((i + 1.0) / (cameras.size() + 1));
        }
        BakedGrid grid =
                new Bricks(lattice, opacity(lattice), fit, options.threshold()).grid(options.degree(), background);
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

    /** Adds the visible samples of a camera's rays to a fit. */
    private void see(Camera camera, ColorFit fit) {
        int pixels = (int) pixels(camera);
        for (int first = 0; first < pixels; first += RAYS_AT_ONCE) {
            try (NDScope scope = new NDScope();
                    Tape off = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                see(off, Rays.through(manager, camera, first, Math.min(RAYS_AT_ONCE, pixels - first)), fit);
            }
        }
    }

    private void see(Tape off, Rays rays, ColorFit fit) {
        Visible visible = sampler.sample(rays, Jitter.CENTRE, medium);
        Samples samples = visible.samples();
        if (samples.size() == 0) {
            return;
        }
        Medium.Views views = new Medium.Views(rays.directions(), samples.rays());
        Medium.Geometry geometry = medium.geometry(off, visible.positions());
        float[] colors = medium.color(off, geometry, views).toFloatArray();
        float[] density =
                medium.extinction(off, geometry, views, samples.delta()).toFloatArray();
        float[] delta = samples.delta().toFloatArray();
        float[] positions = samples.positions().toFloatArray();
        float[] directions = rays.directions().toFloatArray();
        int[] offsets = samples.offsets().toIntArray();
        for (int ray = 0; ray < rays.count(); ray++) {
            double[] harmonics = Harmonics.at(
                    directions[3 * ray], directions[3 * ray + 1], directions[3 * ray + 2], fit.coefficients);
            double transmittance = 1;
            for (int i = offsets[ray]; i < offsets[ray + 1]; i++) {
                double left = transmittance * Math.exp(-(double) density[i] * delta[i]);
                double weight = transmittance - left;
                if (weight > LEAST) {
                    fit.add(positions, 3 * i, harmonics, colors, (float) weight);
                }
                transmittance = left;
            }
        }
    }

    /** The opacity 1 - exp(-density length) of one cell's length at the lattice points where rays may sample it. */
    private LatticeValues opacity(Lattice lattice) {
        LatticeValues opacity = new LatticeValues(lattice, 1);
        Occupancy occupancy = sampler.occupancy();
        List<int[]> points = new ArrayList<>();
        for (int i = 0; i < lattice.points(); i++) {
            int[] point = lattice.point(i);
            float[] place = lattice.place(point);
            if (occupancy.at(place[0], place[1], place[2])) {
                points.add(point);
            }
            if (points.size() == POINTS_AT_ONCE || i == lattice.points() - 1 && !points.isEmpty()) {
                evaluate(lattice, points, opacity);
                points.clear();
            }
        }
        return opacity;
    }

    private void evaluate(Lattice lattice, List<int[]> points, LatticeValues opacity) {
        float[] places = new float[3 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(lattice.place(points.get(i)), 0, places, 3 * i, 3);
        }
        try (NDManager scratch = manager.newSubManager();
                Tape off = Tape.forwardOnly()) {
            NDArray x = scratch.create(places, new Shape(points.size(), 3));
            float[] density = medium.geometry(off, x).density().toFloatArray();
            for (int i = 0; i < density.length; i++) {
                float value = (float) -Math.expm1(-density[i] * (double) lattice.cell());
                opacity.open(points.get(i))[opacity.offset(points.get(i))] = value;
            }
        }
    }
}
