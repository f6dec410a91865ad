package io.fieldwork.samples.scenes;

import io.fieldwork.fields.distance.DistanceGrid;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.volume.SamplingOptions;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.run.TrainedRun;
import java.nio.file.Path;

/** How far a point is at least from everything that a radiance field of photographs shows. */
public final class FieldDistance {
    private FieldDistance() {}

    /** {@return the distances to the occupied cells of a trained field in a box} */
    public static DistanceGrid of(RadianceSession session) {
        int cells = session.options().sampling() instanceof SamplingOptions grid ? grid.occupancyResolution() : 128;
        return DistanceGrid.of(session.sampler().occupancy(), session.capture().box(), cells);
    }

    /** Opens the folder of a run of kind {@code radiance} and asks how far its origin is from things. */
    public static void main(String[] arguments) {
        try (TrainedRun run = TrainedRun.open(Path.of(arguments[0]), "auto", Kinds.ALL)) {
            DistanceGrid grid = of((RadianceSession) run.session().training());
            double[] value = new double[1];
            grid.at(new double[3], 1, value);
            System.out.println("The origin is at least " + value[0] + " from what was seen.");
        }
    }
}
