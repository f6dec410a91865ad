package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Samples;
import java.util.Arrays;

/**
 * NeuS' ray sampler (Wang, Liu, Liu, Theobalt, Komura, Wang 2021, section 3.4): even places along a ray, and in some rounds more where the
 * surface would be seen at a fixed sharpness that doubles with each. Samples are the middles of the intervals.
 */
final class SurfaceSampler implements RaySampler {
    /** Sharpness of the first round in half sides of the box. */
    private static final double FIRST = 64;

    private final Box box;
    private final SurfaceSamplingOptions options;
    private final RayIntervals intervals;

    /** A sampler of the rays' parts in a box; the manager owns its arrays. */
    SurfaceSampler(NDManager manager, Box box, SurfaceSamplingOptions options) {
        this.box = box;
        this.options = options;
        this.intervals = new RayIntervals(manager, box, options.nearest(), false);
    }

    @Override
    public Visible sample(Rays rays, Jitter jitter, Medium medium) {
        DistanceMedium distances = DistanceRays.of(medium, "surface");
        RayIntervals.Inside inside =
                intervals.of(rays, jitter.first(rays.origins().getManager(), rays.count()));
        DistanceRays all = new DistanceRays(inside, distances, options.places());
        double sharpness = FIRST / (0.5 * box.longest());
        for (int round = 0; round < options.rounds(); round++) {
            all.evaluate();
            double present = sharpness * (1 << round);
            DistanceRays.each(all.all(), ray -> ray.refineVisible(present, options.fine()));
        }
        all.evaluate();
        Samples samples = all.middles(ray -> Arrays.copyOf(ray.places(), ray.places().length - 1));
        return new Visible(samples, new Positions(samples.positions()));
    }

    @Override
    public Occupancy occupancy() {
        return box::contains;
    }

    @Override
    public void close() {}
}
