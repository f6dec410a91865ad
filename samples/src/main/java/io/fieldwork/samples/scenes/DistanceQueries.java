package io.fieldwork.samples.scenes;

import io.fieldwork.fields.distance.DistanceSession;
import io.fieldwork.fields.distance.LearnedDistance;
import io.fieldwork.fields.volume.SphereTracer;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.run.TrainedRun;
import java.nio.file.Path;

/** A trained distance field asked from Java: how far a point is from the surface and which way, and where a ray meets it. */
public final class DistanceQueries {
    private DistanceQueries() {}

    /** {@return a sentence about a point [3]} */
    public static String about(LearnedDistance distance, float... point) {
        LearnedDistance.Query found = distance.distanceWithGradient(point);
        return "(%s, %s, %s) is %.4f from the surface, which lies along (%.2f, %.2f, %.2f)"
                .formatted(
                        point[0],
                        point[1],
                        point[2],
                        found.values()[0],
                        -found.gradients()[0],
                        -found.gradients()[1],
                        -found.gradients()[2]);
    }

    /** {@return how far a ray from a point [3] along a unit vector [3] goes until it meets the surface; infinite if it does not} */
    public static double ray(LearnedDistance distance, float[] from, float[] along) {
        return SphereTracer.learned(distance, distance.field().box()).lengths(from, along)[0];
    }

    /** Opens the folder of a run of kind {@code distance} and asks it. */
    public static void main(String[] arguments) {
        try (TrainedRun run = TrainedRun.open(Path.of(arguments[0]), "auto", Kinds.ALL)) {
            LearnedDistance distance = ((DistanceSession) run.session().training()).distance();
            System.out.println(about(distance, 0.2f, 0.1f, 0.4f));
            System.out.println(ray(distance, new float[] {0, 0, 3}, new float[] {0, 0, -1}));
        }
    }
}
