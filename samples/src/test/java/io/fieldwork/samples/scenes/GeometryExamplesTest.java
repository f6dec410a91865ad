package io.fieldwork.samples.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.distance.DistanceGrid;
import io.fieldwork.fields.distance.DistanceOptionsBuilder;
import io.fieldwork.fields.distance.DistanceSamplingOptionsBuilder;
import io.fieldwork.fields.distance.DistanceSession;
import io.fieldwork.fields.distance.HashGridDistanceOptionsBuilder;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.mesh.LevelFunction;
import io.fieldwork.fields.mesh.MarchingCubes;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.scene.exact.Solid;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeometryExamplesTest {
    private static final double[] FROM = {-0.8, -0.05, 0};
    private static final double[] TO = {0.8, 0.1, 0};
    private static final double RADIUS = 0.08;

    /** A room with walls of its own, and two pillars and a ball in the way. */
    private static TriangleMesh room() {
        Solid walls = Solid.box(1, 0.8, 0.5).minus(Solid.box(0.95, 0.75, 0.45));
        Solid things = Solid.cylinder(0.12, 0.5)
                .moved(-0.35, 0, 0)
                .plus(Solid.cylinder(0.15, 0.5).moved(0.3, 0.15, 0))
                .plus(Solid.ball(0.15).moved(0, -0.3, 0));
        return MarchingCubes.surface(
                        LevelFunction.of(walls.plus(things)::distance),
                        new Box(-1.1f, -0.9f, -0.6f, 1.1f, 0.9f, 0.6f),
                        80)
                .closed();
    }

    private static DistanceSession session(NDManager manager) {
        return DistanceOptionsBuilder.builder()
                .field(HashGridDistanceOptionsBuilder.builder()
                        .levels(6)
                        .log2Table(13)
                        .finestResolution(96.0)
                        .hidden(32)
                        .build())
                .sampling(DistanceSamplingOptionsBuilder.builder()
                        .batch(4096)
                        .pool(60_000)
                        .surface(0.25)
                        .build())
                .train(TrainOptionsBuilder.builder().steps(400L).build())
                .build()
                .open(manager, room());
    }

    @Test
    void aPathByTheLearnedDistanceIsFreeByTheExactOne() {
        try (NDManager manager = Compute.choose("cpu").newManager();
                DistanceSession session = session(manager)) {
            session.trainer(null, List.of()).run();
            double[] straight = SafePath.straight(FROM, TO, 40);
            double[] bent = SafePath.between(session.distance(), RADIUS, 0.1, FROM, TO, 40);
            assertTrue(SafePath.clearance(session.truth(), RADIUS, straight) < -0.1, "the straight way is barred");
            double clearance = SafePath.clearance(session.truth(), RADIUS, bent);
            assertTrue(clearance > 0, "clearance " + clearance);
            double free = DistanceQueries.ray(session.distance(), new float[] {-0.8f, -0.4f, 0}, new float[] {0, 1, 0});
            assertEquals(0.4 + 0.75, free, 0.02);
            assertTrue(DistanceQueries.about(session.distance(), 0, 0.3f, 0).contains("from the surface"));
        }
    }

    /** A path by the conservative grid of occupied cells needs no trained field here: the grid is what a radiance field gives. */
    @Test
    void aPathByOccupiedCellsIsFree() {
        Solid pillar = Solid.cylinder(0.2, 2);
        DistanceGrid grid = DistanceGrid.of((x, y, z) -> pillar.distance(x, y, z) < 0, Box.cube(1), 64);
        double[] bent = SafePath.between(grid, RADIUS, 0.1, FROM, TO, 40);
        for (int i = 0; i < 40; i++) {
            double away = pillar.distance(bent[12 * i + 3], bent[12 * i + 7], bent[12 * i + 11]);
            assertTrue(away > RADIUS, "place " + i + " at " + away);
        }
    }
}
