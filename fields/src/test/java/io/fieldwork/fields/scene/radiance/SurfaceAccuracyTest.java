package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.mesh.PaintedMesh;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.scene.exact.ExactScene;
import io.fieldwork.fields.scene.exact.Light;
import io.fieldwork.fields.scene.exact.Material;
import io.fieldwork.fields.scene.exact.Part;
import io.fieldwork.fields.scene.exact.SceneRays;
import io.fieldwork.fields.scene.exact.Solid;
import io.fieldwork.fields.scene.exact.Texture;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.MediumDistance;
import io.fieldwork.fields.volume.RaySurface;
import io.fieldwork.fields.volume.SphereTracer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SurfaceAccuracyTest {
    /** The capture has the scene at half its size and moved. */
    private static final SceneTransform MOVED =
            new SceneTransform(0.5, new double[] {0, -1, 0, 1, 0, 0, 0, 0, 1}, new double[] {0.1, 0, 0});

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** A ball that was learned, by three times its exact distance: what is measured may not depend on that. */
    private record Learned(double radius) implements DistanceMedium {
        @Override
        public NDArray distance(Tape tape, NDArray x) {
            return from(x).norm(new int[] {1}).sub(radius).mul(3);
        }

        private static NDArray from(NDArray x) {
            return x.sub(x.getManager().create(new float[] {0.1f, 0, 0}));
        }

        @Override
        public NDArray gradient(Geometry geometry) {
            NDArray x = from(geometry.features());
            return x.div(x.norm(new int[] {1}, true)).mul(3);
        }

        @Override
        public double spread() {
            return 0.01;
        }

        @Override
        public Geometry geometry(Tape tape, Positions positions) {
            return new Geometry(distance(tape, positions.x()), positions.x());
        }

        @Override
        public NDArray color(Tape tape, Geometry geometry, Views views) {
            return geometry.features();
        }

        @Override
        public Box box() {
            return Box.cube(1);
        }
    }

    private static ExactSurface exact() {
        Part ball = new Part("ball", Solid.ball(0.8), 0, 0, 0, 0.8, Material.matt(Texture.of(0xffffff)));
        ExactScene scene = new ExactScene(List.of(ball), Light.afternoon(40, 0), false, Box.cube(1), 9, 1);
        return new ExactSurface(new SceneRays(scene), MOVED);
    }

    private static Camera camera(float x, float y, float z) {
        Intrinsics lens = Intrinsics.ofFieldOfView(40, 30, 0.8);
        return Camera.lookAt(lens, new float[] {x, y, z}, new float[] {0.1f, 0, 0}, new float[] {0, 0, 1});
    }

    private static Capture capture() {
        Image nothing = new Image(40, 30, 4, new byte[40 * 30 * 4]);
        List<Photo> photos = List.of(
                new Photo("a", camera(2, 0, 0.3f), nothing),
                new Photo("b", camera(-1, 1.7f, 0.3f), nothing),
                new Photo("c", camera(-1, -1.7f, 0.5f), nothing),
                new Photo("d", camera(0.2f, 0.1f, 2), nothing));
        return new Capture(photos, List.of(), List.of(), Box.cube(1), MOVED);
    }

    @Test
    void aBallThatIsTooLargeIsOffByItsExcess() {
        SphereTracer learned = traced(0.42);
        SurfaceAccuracy found = SurfaceAccuracy.of(learned, exact(), capture());
        assertEquals(0.02, found.accuracy(), 2e-4);
        assertEquals(0.02, found.completeness(), 2e-4);
        assertEquals(0.4, found.radius(), 0.04);
        assertEquals(0.05, found.chamfer(), 0.006);
        assertEquals(0, found.normalDegrees(), 0.1);
    }

    private SphereTracer traced(double radius) {
        return new SphereTracer(new MediumDistance(manager, new Learned(radius)), Box.cube(1), 0.1, 0.009, 3);
    }

    @Test
    void raysMeetBothSurfacesAtTheSamePlaces() {
        float[] origins = new float[3 * 1200];
        float[] directions = new float[origins.length];
        float[] ray = new float[6];
        for (int i = 0; i < 1200; i++) {
            camera(2, 0, 0).ray(i % 40 + 0.5, i / 40 + 0.5, ray, 0);
            System.arraycopy(ray, 0, origins, 3 * i, 3);
            System.arraycopy(ray, 3, directions, 3 * i, 3);
        }
        RaySurface learned = traced(0.4);
        float[] found = learned.lengths(origins, directions);
        float[] truth = exact().lengths(origins, directions);
        assertEquals(1.5, found[15 * 40 + 20], 0.01);
        int met = 0;
        for (int i = 0; i < found.length; i++) {
            boolean both = Float.isFinite(found[i]) && Float.isFinite(truth[i]);
            met += both ? 1 : 0;
            assertTrue(both ? Math.abs(found[i] - truth[i]) < 1e-3 : found[i] == truth[i], "ray " + i);
        }
        assertTrue(met > 200, met + " meet it");
        float[] points = {0.5f, 0, 0, 0.1f, 0, -0.4f};
        assertArrayEquals(exact().normals(points), learned.normals(points), 1e-3f);
    }

    /** In the coordinates of the files, in which the ball has a radius of 0.8 around the origin. */
    @Test
    void theMeshIsThatOfTheSurface() {
        MediumDistance learned = new MediumDistance(manager, new Learned(0.4));
        LearnedMesh surface = new LearnedMesh(learned, Box.cube(1), MOVED);
        TriangleMesh mesh = surface.at(24).closed();
        assertTrue(mesh.triangleCount() > 200);
        // vertices stay a thousandth of an edge away from the corners of the lattice
        double kept = 1e-3 * 2 * 2 / 24;
        for (int i = 0; i < mesh.vertices().length; i += 3) {
            double square = 0;
            for (int c = i; c < i + 3; c++) {
                square += mesh.vertices()[c] * mesh.vertices()[c];
            }
            assertEquals(0.8, Math.sqrt(square), kept + 1e-6);
        }
        PaintedMesh painted = surface.painted(mesh);
        for (int i = 0; i < painted.normals().length; i++) {
            assertEquals(mesh.vertices()[i] / 0.8, painted.normals()[i], 1e-3);
        }
    }
}
