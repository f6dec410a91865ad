package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.scene.capture.Srgb;
import io.fieldwork.fields.scene.layout.Landmark;
import io.fieldwork.fields.tensor.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sparse points as a reconstruction would find them: where random rays of the training cameras meet the surface, seen from all
 * cameras of train and test to which nothing hides them.
 *
 * @param scene that does not move
 * @param shots whose cameras see it
 */
record LandmarkSearch(ExactScene scene, List<Shot> shots) {
    private static final double SAME = 1e-4;
    /** Rays for each landmark that is wanted. */
    private static final int TRIES = 5;

    /** The landmarks that at least two cameras see, at most so many. */
    List<Landmark> find(int count, long seed) {
        Candidates candidates = Candidates.of(scene);
        Draws draws = Draws.of(seed, "landmarks", 0);
        return IntStream.range(0, TRIES * count)
                .parallel()
                .mapToObj(i -> landmark(new Tracer(scene, candidates), draws, i))
                .filter(Objects::nonNull)
                .limit(count)
                .toList();
    }

    private @Nullable Landmark landmark(Tracer tracer, Draws draws, int i) {
        List<Shot> train = shots.stream()
                .filter(shot -> shot.purpose() == Scenery.Purpose.TRAIN)
                .toList();
        Viewpoint from = train.get((int) draws.below(3L * i, train.size())).view();
        double[] ray = new double[6];
        from.ray(
                from.lens().width() * draws.uniform(3L * i + 1), from.lens().height() * draws.uniform(3L * i + 2), ray);
        double length = tracer.length(ray);
        if (Double.isInfinite(length)) {
            return null;
        }
        double[] point = {ray[0] + length * ray[3], ray[1] + length * ray[4], ray[2] + length * ray[5]};
        double[] light = new double[3];
        tracer.light(ray, light);
        List<Landmark.Sighting> sightings = sightings(tracer, point);
        return sightings.size() < 2
                ? null
                : new Landmark(
                        point, new byte[] {Srgb.bits(light[0]), Srgb.bits(light[1]), Srgb.bits(light[2])}, sightings);
    }

    private List<Landmark.Sighting> sightings(Tracer tracer, double[] point) {
        List<Landmark.Sighting> found = new ArrayList<>();
        double[] at = new double[3];
        double[] ray = new double[6];
        for (int i = 0; i < shots.size(); i++) {
            Viewpoint view = shots.get(i).view();
            view.project(point, at);
            boolean usual = shots.get(i).purpose() == Scenery.Purpose.TRAIN
                    || shots.get(i).purpose() == Scenery.Purpose.TEST;
            boolean inside = at[2] > 0
                    && at[0] >= 0
                    && at[1] >= 0
                    && at[0] < view.lens().width()
                    && at[1] < view.lens().height();
            if (usual && inside) {
                view.ray(at[0], at[1], ray);
                double depth = view.depth(ray, tracer.length(ray));
                if (Math.abs(depth - at[2]) < SAME * at[2]) {
                    found.add(new Landmark.Sighting(i, at[0], at[1]));
                }
            }
        }
        return found;
    }
}
