package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Samples;

/**
 * NeuS' ray sampler (Wang, Liu, Liu, Theobalt, Komura, Wang 2021, section 3.4): even places along a ray, and in some rounds more where the
 * surface would be seen at a fixed sharpness that doubles with each. Samples
 * are the middles of the intervals that somebody sees.
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
        DistanceRays all = new DistanceRays(intervals, rays, jitter, distances, options.places(), options.outside());
        double sharpness = FIRST / (0.5 * box.longest());
        for (int round = 0; round < options.rounds(); round++) {
            all.evaluate();
            double present = sharpness * (1 << round);
            DistanceRays.each(all.all(), ray -> ray.refineVisible(present, options.fine()));
        }
        all.evaluate();
        double own = 1 / distances.spread();
        Samples samples = all.samples(ray -> ray.middles(own, ErrorBoundSampler.FAINTEST));
        return new Visible(samples, new Positions(samples.positions()));
    }

    @Override
    public Occupancy occupancy() {
        return box::contains;
    }

    @Override
    public void close() {}
}
