package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Samples;
import java.util.List;

/**
 * VolSDF's ray sampler (Yariv, Gu, Kasten, Lipman 2021, algorithm 1, in the order of its authors' code): a ray is cut finer where the
 * bound of the error of its opacity is large, until the bound is small for the present width of the density, or a number of rounds is
 * over and the least width for which it is small has to do. The samples follow the weights that this gives.
 *
 * <p>Rays stop one by one, where those of the authors stop with the last of a batch. One random number moves all samples of a ray in their
 * parts. Rays that show less than a hundredth have a quarter of the samples by weights, and samples that nobody sees are left out.
 */
final class ErrorBoundSampler implements RaySampler {
    /** Least weight of a sample in its pixel. */
    static final double FAINTEST = 1e-4;

    private final Box box;
    private final ErrorBoundOptions options;
    private final RayIntervals intervals;

    /** A sampler of the rays' parts in a box; the manager owns its arrays. */
    ErrorBoundSampler(NDManager manager, Box box, ErrorBoundOptions options) {
        this.box = box;
        this.options = options;
        this.intervals = new RayIntervals(manager, box, options.nearest(), false);
    }

    @Override
    public Visible sample(Rays rays, Jitter jitter, Medium medium) {
        DistanceMedium distances = DistanceRays.of(medium, "errorBound");
        DistanceRays all = new DistanceRays(intervals, rays, jitter, distances, options.places(), options.outside());
        double least = distances.spread();
        List<DistanceRay> open = all.all();
        for (int round = 0; !open.isEmpty() && round < options.rounds(); round++) {
            boolean first = round == 0;
            if (!first) {
                DistanceRays.each(open, ray -> ray.refine(options.places()));
            }
            all.evaluate();
            DistanceRays.each(open, ray -> bounded(ray, first, least));
            open = open.stream().filter(ray -> ray.beta() > least).toList();
        }
        Samples samples = all.samples(ray -> ray.chosen(options.fine(), options.extra(), FAINTEST));
        return new Visible(samples, new Positions(samples.positions()));
    }

    private void bounded(DistanceRay ray, boolean first, double least) {
        if (first) {
            ray.begin(options.epsilon());
        }
        ray.measure(options.bound().equals("exact"));
        ray.tighten(least, options.epsilon(), options.bisections());
    }

    @Override
    public Occupancy occupancy() {
        return box::contains;
    }

    @Override
    public void close() {}
}
