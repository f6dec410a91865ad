package io.fieldwork.fields.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.field.Box;
import org.junit.jupiter.api.Test;

final class DecimationTest {
    @Test
    void aTorusStaysOne() {
        TriangleMesh torus = Meshes.of(Meshes.torus(0.6, 0.25), 64);
        TriangleMesh small = Decimation.to(torus, 600);
        MeshTopology topology = MeshTopology.of(small);
        assertTrue(topology.isClosed() && topology.isManifold(), topology.toString());
        assertEquals(0, topology.euler());
        assertTrue(small.triangleCount() <= 600 && small.triangleCount() > 590, topology.toString());
        assertEquals(2 * Math.PI * Math.PI * 0.6 * 0.25 * 0.25, small.volume(), 0.015);
        MeshComparison error = MeshComparison.of(new TriangleTree(small), new TriangleTree(torus), 5000, 0.01, 1);
        assertTrue(error.chamfer() < 5e-3, error.toString());
    }

    /** Flat faces cost nothing: a box of twelve triangles is left, but for what the cut edges of its lattice keep. */
    @Test
    void aBoxBecomesSimple() {
        LevelFunction box = LevelFunction.of((x, y, z) -> Meshes.toBox(0.52, 0.41, 0.33, x, y, z));
        TriangleMesh fine = MarchingCubes.surface(box, Box.cube(1), 64).closed();
        TriangleMesh simple = Decimation.to(fine, 200);
        assertEquals(200, simple.triangleCount(), 2);
        assertEquals(fine.volume(), simple.volume(), 2e-3);
        assertTrue(MeshTopology.of(simple).isManifold());
    }

    @Test
    void bordersStayWhereTheyAre() {
        LevelSurface plane = MarchingCubes.surface(LevelFunction.of((x, y, z) -> z - 0.013), Box.cube(1), 32);
        TriangleMesh simple = Decimation.to(plane.mesh(), 60);
        MeshTopology topology = MeshTopology.of(simple);
        assertEquals(1, topology.euler(), topology.toString());
        assertEquals(4, simple.area(), 1e-6);
    }

    /** What cannot be less stays: a tetrahedron. */
    @Test
    void theLeastOfAllIsATetrahedron() {
        TriangleMesh least = Decimation.to(Meshes.of(Meshes.ball(0.7), 12), 1);
        MeshTopology topology = MeshTopology.of(least);
        assertTrue(topology.isClosed() && topology.isManifold(), topology.toString());
        assertEquals(2, topology.euler());
    }
}
