package io.fieldwork.fields.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.Draws;
import org.junit.jupiter.api.Test;

final class MeshComparisonTest {
    private static TriangleTree ball(double radius) {
        return new TriangleTree(Meshes.of(Meshes.ball(radius), 60));
    }

    @Test
    void equalMeshesAreEqual() {
        MeshComparison same = MeshComparison.of(ball(0.7), ball(0.7), 2000, 1e-3, 1);
        assertEquals(0, same.chamfer(), 1e-12);
        assertEquals(1, same.fScore());
        assertEquals(0, same.normalDegrees(), 1e-3);
    }

    @Test
    void ballsOfOneMiddleAreApartByTheirRadii() {
        MeshComparison balls = MeshComparison.of(ball(0.6), ball(0.7), 4000, 0.15, 1);
        assertEquals(0.1, balls.accuracy(), 1e-3);
        assertEquals(0.1, balls.completeness(), 1e-3);
        assertEquals(1, balls.fScore());
        assertEquals(0, MeshComparison.of(ball(0.6), ball(0.7), 4000, 0.05, 1).fScore());
        assertTrue(balls.normalDegrees() < 3, "facets " + balls.normalDegrees());
    }

    /** A cube and one that is twice as high: only completeness suffers, by a mean that can be found by hand. */
    @Test
    void whatIsMissingIsNotWrong() {
        TriangleTree low = new TriangleTree(Meshes.box(1, 1, 1));
        TriangleTree tall = new TriangleTree(Meshes.box(1, 1, 2));
        MeshComparison found = MeshComparison.of(low, tall, 40_000, 0.01, 1);
        double lid = 2 * 4 * 1.0;
        double walls = 2 * 4 * 0.5 * 2;
        assertEquals((lid + walls) / (2 * 4 + 4 * 8), found.completeness(), 0.01);
        assertTrue(found.accuracy() > 0 && found.accuracy() < found.completeness());
        assertEquals(1, found.farthest(), 0.5);
    }

    @Test
    void aMeshThatFacesInwardsIsTurnedAround() {
        TriangleMesh box = Meshes.box(1, 1, 1);
        int[] turned = box.triangles().clone();
        for (int i = 0; i < turned.length; i += 3) {
            turned[i] = box.triangles()[i + 1];
            turned[i + 1] = box.triangles()[i];
        }
        TriangleTree inwards = new TriangleTree(new TriangleMesh(box.vertices(), turned));
        assertEquals(
                180,
                MeshComparison.of(inwards, new TriangleTree(box), 1000, 0.1, 1).normalDegrees(),
                1);
    }

    @Test
    void overlapIsThatOfVolumes() {
        double cube = Math.pow(0.6 / 0.7, 3);
        assertEquals(
                cube,
                Overlap.of(Meshes.ball(0.6), Meshes.ball(0.7), Box.cube(1), 100, 1)
                        .iou(),
                2e-3);
        assertEquals(
                1,
                Overlap.of(Meshes.ball(0.6), Meshes.ball(0.6), Box.cube(1), 50, 1)
                        .iou());
        assertEquals(
                0,
                Overlap.of(Meshes.ball(0.6), Meshes.ball(-1), Box.cube(1), 50, 1)
                        .iou());
    }

    @Test
    void pointsAreUniformOverTheArea() {
        TriangleMesh box = Meshes.box(1, 2, 3);
        SurfaceSamples samples = SurfaceSamples.of(box, 8800, Draws.of(1, "area", 0));
        int[] count = new int[3];
        for (int triangle : samples.triangles()) {
            count[triangle / 4]++;
        }
        assertEquals(8800 * 2 * 8 / 88.0, count[0], 3, "above and below");
        assertEquals(8800 * 2 * 12 / 88.0, count[1], 3, "before and behind");
        double sum = 0;
        for (double value : samples.points()) {
            sum += value;
        }
        assertEquals(0, sum / samples.count(), 0.05);
    }

    /** Points at least a spacing apart, none far from the surface's others; distances of two boxes as above, less the spacing. */
    @Test
    void thePointsOfDtuAreSpaced() {
        DtuProtocol protocol = new DtuProtocol(0.1, 0.5);
        double[] points = protocol.thinned(Meshes.box(1, 1, 1), Draws.of(1, "box", 0));
        assertTrue(points.length / 3 > 24 / 0.01 * 0.6 && points.length / 3 < 24 / 0.01 * 1.2, points.length / 3 + "");
        for (int i = 0; i < points.length; i += 3) {
            for (int j = 0; j < i; j += 3) {
                double square = 0;
                for (int k = 0; k < 3; k++) {
                    square += (points[i + k] - points[j + k]) * (points[i + k] - points[j + k]);
                }
                assertTrue(square >= 0.01 - 1e-12);
            }
        }
        DtuProtocol.Result far = protocol.compare(Meshes.box(1, 1, 1), Meshes.box(1, 1, 2), 1);
        assertTrue(far.completeness() < 0.25, "what is missing does not count: " + far);
        DtuProtocol.Result near = protocol.compare(Meshes.box(1, 1, 1), Meshes.box(1.3, 1.3, 1.3), 1);
        assertEquals(0.32, near.overall(), 0.03);
    }
}
