package io.fieldwork.fields.distance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.mesh.LevelFunction;
import io.fieldwork.fields.mesh.MarchingCubes;
import io.fieldwork.fields.mesh.MeshTopology;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.TrainResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DistanceSessionTest {
    private static final double RADIUS = 0.7;
    private final TriangleMesh ball = MarchingCubes.surface(
                    LevelFunction.of((x, y, z) -> Math.sqrt(x * x + y * y + z * z) - RADIUS), Box.cube(1), 48)
            .closed();

    private static DistanceOptions options(String field, long steps) {
        DistanceFieldOptions type = field.equals("frequency")
                ? FrequencyDistanceOptionsBuilder.builder()
                        .hidden(64)
                        .layers(2)
                        .octaves(3)
                        .build()
                : HashGridDistanceOptionsBuilder.builder()
                        .levels(5)
                        .log2Table(12)
                        .finestResolution(64.0)
                        .hidden(32)
                        .build();
        return DistanceOptionsBuilder.builder()
                .field(type)
                .sampling(DistanceSamplingOptionsBuilder.builder()
                        .batch(4096)
                        .pool(40_000)
                        .surface(0.25)
                        .near(0.25)
                        .build())
                .evaluation(DistanceEvaluationOptionsBuilder.builder()
                        .overlap(48)
                        .cells(64)
                        .samples(20_000)
                        .build())
                .train(TrainOptionsBuilder.builder()
                        .steps(steps)
                        .rate(field.equals("frequency") ? 0.003 : 0.01)
                        .build())
                .build();
    }

    private static float[] points(int count) {
        Draws draws = Draws.of(3, "points", 0);
        float[] points = new float[3 * count];
        for (int i = 0; i < points.length; i++) {
            points[i] = 1.4f * draws.uniform(i) - 0.7f;
        }
        return points;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashGrid", "frequency"})
    void aBallIsLearned(String field) {
        try (NDManager manager = Compute.choose("cpu").newManager();
                DistanceSession session = options(field, 400).open(manager, ball)) {
            assertEquals(
                    TrainResult.Stop.STEPS,
                    session.trainer(null, List.of()).run().stop());
            Map<String, Double> numbers = session.task().evaluate();
            assertTrue(numbers.get("iou") > 0.95, numbers.toString());
            assertTrue(numbers.get("chamfer") < 0.02, numbers.toString());
            assertTrue(numbers.get("normalErrorDegrees") < 20, numbers.toString());
            if (field.equals("hashGrid")) {
                isSphere(session.evaluation().surface(40).mesh().largestComponent());
                gradientsAreSlopes(session.distance());
                outsideIsFarther(session.distance());
            }
        }
    }

    private static void isSphere(TriangleMesh mesh) {
        MeshTopology topology = MeshTopology.of(mesh);
        assertTrue(topology.isClosed() && topology.isManifold(), topology.toString());
        assertEquals(2, topology.euler());
    }

    /** Most points are not within the step of a kink of the network or an edge of the grid. */
    private static void gradientsAreSlopes(LearnedDistance distance) {
        float h = 1e-3f;
        float[] points = points(500);
        LearnedDistance.Query found = distance.distanceWithGradient(points);
        assertArrayEquals(distance.distance(points), found.values(), 1e-6f);
        int agreeing = 0;
        for (int k = 0; k < 3; k++) {
            float[] after = points.clone();
            float[] before = points.clone();
            for (int i = k; i < points.length; i += 3) {
                after[i] += h;
                before[i] -= h;
            }
            float[] up = distance.distance(after);
            float[] down = distance.distance(before);
            for (int i = 0; i < up.length; i++) {
                double slope = (up[i] - down[i]) / (2 * h);
                agreeing += Math.abs(slope - found.gradients()[3 * i + k]) < 0.02 ? 1 : 0;
            }
        }
        assertTrue(agreeing > 0.8 * 1500, agreeing + " of 1500 agree");
    }

    /** Outside the box the distance is no less than the way to it, no more than the true one by what is wrong at the box. */
    private static void outsideIsFarther(LearnedDistance distance) {
        float[] points = {3, 0, 0, -2, 2.5f, 1, 0.1f, 0.2f, -5};
        LearnedDistance.Query found = distance.distanceWithGradient(points);
        for (int i = 0; i < 3; i++) {
            double radius = Math.hypot(Math.hypot(points[3 * i], points[3 * i + 1]), points[3 * i + 2]);
            assertTrue(found.values()[i] <= radius - RADIUS + 0.05, "at " + radius + " " + found.values()[i]);
            assertTrue(found.values()[i] >= 0.6 * (radius - RADIUS), "at " + radius + " " + found.values()[i]);
        }
        assertTrue(found.gradients()[0] > 0.9, "away");
    }

    @ParameterizedTest
    @CsvSource({"hashGrid", "frequency"})
    void kernelsAgree(String field) {
        float[][] losses = new float[2][];
        try (NDManager manager = Compute.choose("cpu").newManager()) {
            for (int i = 0; i < 2; i++) {
                try (DistanceSession session = options(field, 3).open(manager, ball, i == 0 ? "plain" : "host")) {
                    session.trainer(null, List.of()).run();
                    LearnedDistance.Query found = session.distance().distanceWithGradient(points(200));
                    losses[i] = found.values();
                }
            }
        }
        assertArrayEquals(losses[0], losses[1], 2e-3f);
    }

    @Test
    void whatEnclosesNothingIsRefused() {
        try (NDManager manager = Compute.choose("cpu").newManager()) {
            TriangleMesh flat = new TriangleMesh(new double[] {0, 0, 0, 1, 0, 0, 0, 1, 0}, new int[] {0, 1, 2});
            UserError error =
                    assertThrows(UserError.class, () -> options("hashGrid", 1).open(manager, flat));
            assertTrue(error.getMessage().contains("encloses nothing"), error.getMessage());
        }
    }
}
