package io.fieldwork.render.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.CameraPath;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.Motion;
import io.fieldwork.render.view.PathRide;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joml.Matrix4f;
import org.joml.Vector3f;
import org.joml.Vector3fc;
import org.joml.Vector4f;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The camera under the user's hand. */
final class CameraRigTest {
    private static final Subject.Bounds BOX = new Subject.Bounds(new Vector3f(-1, 2, 0), new Vector3f(3, 3, 1));
    private static final Subject.Bounds SHEET = new Subject.Bounds(new Vector3f(0, 0, 0), new Vector3f(4, 1, 0));
    private static final Lens LENS = new Lens.Perspective(1, 0.1f, 100);

    private static Camera trained(float x) {
        return Camera.lookAt(new Vector3f(x, -8, 3), new Vector3f(0, 2, 0), new Vector3f(0.1f, 0, 1), LENS);
    }

    /** Largest distance of the box's corners from the image's middle, 1 at its edge. */
    private static float reach(Camera camera, Subject.Bounds bounds, float aspect) {
        Matrix4f matrix = camera.lens().projection(aspect).mul(camera.view());
        float reach = 0;
        for (int corner = 0; corner < 8; corner++) {
            Vector4f point = matrix.transform(new Vector4f(
                    ((corner & 1) == 0 ? bounds.low() : bounds.high()).x(),
                    ((corner & 2) == 0 ? bounds.low() : bounds.high()).y(),
                    ((corner & 4) == 0 ? bounds.low() : bounds.high()).z(),
                    1));
            reach = Math.max(reach, Math.max(Math.abs(point.x), Math.abs(point.y)) / point.w);
        }
        return reach;
    }

    @ParameterizedTest
    @ValueSource(floats = {0.4f, 1, 2.5f})
    void allIsFramedWhateverTheShapeOfTheImage(float aspect) {
        for (Subject.Bounds bounds : List.of(BOX, SHEET)) {
            CameraRig rig = new CameraRig(bounds, List.of(), aspect);
            assertEquals(0.93, reach(rig.camera(), bounds, aspect), 0.03);
            rig.drag(0.3f, 0.2f);
            rig.zoom(-4);
            rig.frameAll();
            assertEquals(0.93, reach(rig.camera(), bounds, aspect), 0.03);
        }
    }

    @Test
    void anotherShapeOfTheImageFramesAnewUnlessItWasMoved() {
        CameraRig rig = new CameraRig(BOX, List.of(), 2);
        rig.aspect(0.5f);
        assertEquals(0.93, reach(rig.camera(), BOX, 0.5f), 0.03);
        rig.drag(0.1f, 0);
        Camera moved = rig.camera();
        rig.aspect(2);
        assertEquals(moved, rig.camera());
    }

    @Test
    void whatIsFlatIsSeenStraightAndMovedByDragging() {
        CameraRig rig = new CameraRig(SHEET, List.of(), 1);
        rig.drag(0.25f, 0);
        Camera camera = rig.camera();
        assertEquals(-1, camera.forward().z, 1e-6);
        assertEquals(1, camera.up().y, 1e-6);
        float height = camera.lens().heightAt(1);
        assertEquals(2 - height / 4, camera.eye().x(), 1e-4);
        rig.zoom(1);
        assertTrue(rig.camera().lens().heightAt(1) < height);
        float before = rig.camera().eye().y();
        rig.move(Set.of(Motion.FORWARD), 0.1f);
        assertTrue(rig.camera().eye().y() > before, "W goes up");
    }

    @Test
    void jumpingStandsExactlyWhereACameraStood() {
        List<Camera> cameras = List.of(trained(0), trained(1), trained(2));
        CameraRig rig = new CameraRig(BOX, cameras, 1);
        assertSame(cameras.getFirst(), rig.camera());
        rig.jump(-1);
        assertSame(cameras.getLast(), rig.camera());
        assertEquals(Optional.of(2), rig.standsAt());
        rig.jump(1);
        assertSame(cameras.getFirst(), rig.camera());
        rig.drag(0.01f, 0);
        assertEquals(Optional.empty(), rig.standsAt());
        Vector3fc eye = cameras.getFirst().eye();
        assertTrue(rig.camera().eye().distance(eye) < 0.5, "it goes on from there");
        rig.reset();
        assertSame(cameras.getFirst(), rig.camera());
    }

    @Test
    void keysFlyAndTheOrbitGoesWithThem() {
        CameraRig rig = new CameraRig(BOX, List.of(), 1);
        Camera before = rig.camera();
        rig.move(Set.of(Motion.FORWARD), 2);
        Vector3f way = rig.camera().eye().sub(before.eye(), new Vector3f());
        assertEquals(2 * rig.speed(), way.length(), 1e-3);
        assertEquals(1, way.normalize().dot(before.forward()), 1e-4);
        assertEquals(before.turn(), rig.camera().turn());
        rig.fly(true);
        Vector3f eye = new Vector3f(rig.camera().eye());
        rig.drag(0.2f, 0.1f);
        assertTrue(rig.camera().eye().distance(eye) < 1e-3, "flying turns the head");
        float speed = rig.speed();
        rig.speed(1);
        assertTrue(rig.speed() > speed);
    }

    @Test
    void aRideEndsAtItsLastKey() {
        CameraRig rig = new CameraRig(BOX, List.of(), 1);
        CameraPath path = new CameraPath(List.of(new CameraPath.Key(0, trained(0)), new CameraPath.Key(2, trained(1))));
        rig.ride(new PathRide(path, 0, true));
        rig.advance(1);
        assertTrue(rig.riding().isPresent());
        assertEquals(0.5, rig.camera().eye().x(), 1e-4);
        rig.advance(5);
        assertTrue(rig.riding().isEmpty());
        assertEquals(trained(1).eye(), rig.camera().eye());
    }
}
