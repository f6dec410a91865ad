package io.fieldwork.fields.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.Parallel;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarchingCubesTest {
    private static final double RADIUS = 0.7;

    /** Each crossed edge is a corner of triangles, and turning all signs turns all loops where no face is ambiguous. */
    @Test
    void everyCrossedEdgeIsOfOneLoop() {
        for (int signs = 0; signs < 256; signs++) {
            int[] uses = new int[12];
            for (int[] loop : CubeCases.loops(signs)) {
                assertTrue(loop.length >= 3, "signs " + signs);
                Arrays.stream(loop).forEach(edge -> uses[edge]++);
            }
            for (int edge = 0; edge < 12; edge++) {
                int start = CubeCases.start(edge);
                int end = start | 1 << edge / 4;
                assertEquals((signs >> start & 1) != (signs >> end & 1) ? 1 : 0, uses[edge], "signs " + signs);
            }
        }
    }

    /** Values without any order meet every case and every ambiguous face. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomValuesGiveAClosedManifold(long seed) {
        Draws draws = Draws.of(seed, "noise", 0);
        int n = 24;
        LevelFunction noise = LevelFunction.of((x, y, z) -> {
            int i = (int) Math.round(x);
            int j = (int) Math.round(y);
            int k = (int) Math.round(z);
            boolean rim = Math.min(i, Math.min(j, k)) == 0 || Math.max(i, Math.max(j, k)) == n;
            boolean corner = Math.abs(x - i) + Math.abs(y - j) + Math.abs(z - k) < 1e-9;
            double value = draws.uniform(i + 100L * (j + 100L * k)) - 0.5;
            return rim ? 1 : corner ? value : 0;
        });
        TriangleMesh mesh = MarchingCubes.surface(noise, new Box(0, 0, 0, n, n, n), n, Double.POSITIVE_INFINITY)
                .closed();
        MeshTopology topology = MeshTopology.of(mesh);
        assertTrue(topology.triangles() > 20_000, topology.toString());
        assertTrue(topology.isClosed() && topology.isManifold(), topology.toString());
        assertEquals(0, Math.floorMod(topology.euler(), 2), topology.toString());
    }

    @Test
    void aBallIsASphereThatFacesOutwards() {
        TriangleMesh ball = Meshes.of(Meshes.ball(RADIUS), 24);
        MeshTopology topology = MeshTopology.of(ball);
        assertTrue(topology.isClosed() && topology.isManifold(), topology.toString());
        assertEquals(2, topology.euler());
        assertEquals(1, topology.components());
        assertEquals(4 / 3.0 * Math.PI * Math.pow(RADIUS, 3), ball.volume(), 0.02);
        for (int i = 0; i < ball.vertices().length; i += 3) {
            double[] v = ball.vertices();
            assertEquals(
                    RADIUS,
                    Math.hypot(Math.hypot(v[i], v[i + 1]), v[i + 2]),
                    2e-5,
                    "on the surface, but for ends of edges");
        }
    }

    @Test
    void aTorusHasAHandle() {
        MeshTopology topology = MeshTopology.of(Meshes.of(Meshes.torus(0.6, 0.2), 32));
        assertTrue(topology.isClosed() && topology.isManifold(), topology.toString());
        assertEquals(0, topology.euler());
    }

    /** Surfaces through corners of the lattice have no two vertices in one place. */
    @Test
    void valuesOfZeroAreNoTrouble() {
        LevelFunction box = LevelFunction.of((x, y, z) -> Meshes.toBox(0.5, 0.5, 0.5, x, y, z));
        TriangleMesh mesh = MarchingCubes.surface(box, Box.cube(1), 16).closed();
        MeshTopology topology = MeshTopology.of(mesh.welded());
        assertTrue(topology.isClosed() && topology.isManifold(), topology.toString());
        assertEquals(2, topology.euler());
        assertEquals(1 - 12 * 0.125 * 0.125 / 2, mesh.volume(), 0.02, "edges are cut off");
    }

    @Test
    void whatIsLeftOutHoldsNothing() {
        Box box = new Box(-1, -0.9f, -1, 1.3f, 1.1f, 1);
        LevelFunction torus = Meshes.torus(0.6, 0.2);
        LevelSurface sparse = MarchingCubes.surface(torus, box, 45, 1);
        LevelSurface dense = MarchingCubes.surface(torus, box, 45, Double.POSITIVE_INFINITY);
        MeshTopology all = MeshTopology.of(dense.mesh());
        assertEquals(all, MeshTopology.of(sparse.mesh()));
        assertEquals(dense.mesh().volume(), sparse.mesh().volume(), 1e-12);
        assertTrue(3 * sparse.evaluations() < dense.evaluations(), sparse.evaluations() + " of " + dense.evaluations());
    }

    /** The mean distance of a chord to its circle is a share of the square of the spacing. */
    @Test
    void chamferOfABallFallsWithTheSquareOfTheSpacing() {
        TriangleTree fine = new TriangleTree(Meshes.of(Meshes.ball(RADIUS), 200));
        double coarse = chamfer(25, fine);
        double half = chamfer(50, fine);
        assertEquals(4, coarse / half, 0.5);
    }

    /** Distances of the mesh's points to the exact ball, as no mesh of it is. */
    private static double chamfer(int resolution, TriangleTree fine) {
        TriangleMesh mesh = Meshes.of(Meshes.ball(RADIUS), resolution);
        double[] p = SurfaceSamples.of(mesh, 20_000, Draws.of(1, "ball", 0)).points();
        double sum = 0;
        for (int i = 0; i < p.length; i += 3) {
            sum += Math.abs(Math.hypot(Math.hypot(p[i], p[i + 1]), p[i + 2]) - RADIUS);
        }
        double there = 3 * sum / p.length;
        MeshComparison toFine = MeshComparison.of(new TriangleTree(mesh), fine, 20_000, 0.01, 1);
        assertEquals(there, toFine.chamfer(), 0.1 * there);
        return there;
    }

    @Test
    void threadsChangeNothing() {
        TriangleMesh many = Meshes.of(Meshes.torus(0.6, 0.2), 40);
        Parallel.limit(1);
        try {
            TriangleMesh one = Meshes.of(Meshes.torus(0.6, 0.2), 40);
            assertArrayEquals(one.vertices(), many.vertices());
            assertArrayEquals(one.triangles(), many.triangles());
        } finally {
            Parallel.limit(Integer.MAX_VALUE);
        }
    }

    @Test
    void whatCannotBeAMeshIsSaid() {
        UserError empty = assertThrows(UserError.class, () -> Meshes.of(Meshes.ball(-0.1), 16));
        assertTrue(empty.getMessage().contains("zero nowhere in the box"), empty.getMessage());
        LevelSurface cut = MarchingCubes.surface(Meshes.ball(1.2), Box.cube(1), 16);
        UserError open = assertThrows(UserError.class, cut::closed);
        assertTrue(open.getMessage().contains("leaves the box"), open.getMessage());
        assertTrue(MeshTopology.of(cut.mesh()).isManifold());
        assertTrue(MeshTopology.of(cut.mesh()).open() > 0);
        LevelFunction broken = LevelFunction.of((x, y, z) -> x > 0.5 ? Double.NaN : x);
        UserError nan = assertThrows(UserError.class, () -> MarchingCubes.surface(broken, Box.cube(1), 16));
        assertTrue(nan.getMessage().contains("no number at"), nan.getMessage());
    }

    @Test
    void theLargestComponentStays() {
        LevelFunction two = LevelFunction.of((x, y, z) ->
                Math.min(Math.hypot(Math.hypot(x + 0.4, y), z) - 0.3, Math.hypot(Math.hypot(x - 0.5, y), z) - 0.2));
        TriangleMesh both = Meshes.of(two, 32);
        assertEquals(2, MeshTopology.of(both).components());
        TriangleMesh one = both.largestComponent();
        assertEquals(1, MeshTopology.of(one).components());
        assertEquals(4 / 3.0 * Math.PI * Math.pow(0.3, 3), one.volume(), 3e-3);
        assertEquals(MeshTopology.of(one).vertices(), one.vertexCount());
    }
}
