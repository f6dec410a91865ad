package io.fieldwork.render.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joml.Quaternionf;
import org.joml.Vector3f;
import org.joml.Vector3fc;
import org.joml.Vector4f;
import org.junit.jupiter.api.Test;

/** Inputs move cameras the way a hand expects. */
final class ControlTest {
    private static final Lens LENS = new Lens.Perspective(0.8f, 0.1f, 100);
    private static final float HALF_PI = (float) (Math.PI / 2);
    private static final Orbit ORBIT = new Orbit(new Vector3f(1, 2, 3), 4, 0.3f, 1.2f, LENS);

    private static void expect(Vector3fc wanted, Vector3fc found) {
        assertTrue(wanted.distance(found) < 1e-4, wanted + " but " + found);
    }

    /** Where a point appears, in window heights from the middle to the right and downwards. */
    private static Vector3f seen(Camera camera, Vector3fc point) {
        Vector4f clip = camera.lens().projection(1).mul(camera.view()).transform(new Vector4f(point, 1));
        return new Vector3f(clip.x / clip.w / 2, -clip.y / clip.w / 2, 0);
    }

    @Test
    void anOrbitKeepsItsTargetInTheMiddle() {
        for (Orbit orbit :
                List.of(ORBIT, ORBIT.drag(0.2f, -0.1f), ORBIT.zoom(3), ORBIT.drag(0, 9), ORBIT.drag(0, -9))) {
            Camera camera = orbit.camera();
            expect(new Vector3f(), seen(camera, orbit.target()));
            assertEquals(orbit.distance(), camera.eye().distance(orbit.target()), 1e-4);
            assertTrue(camera.right().z == 0 || Math.abs(camera.right().z) < 1e-6, "level");
        }
        assertEquals(4 * Math.pow(0.9, 3), ORBIT.zoom(3).distance(), 1e-5);
    }

    @Test
    void thingsFollowThePointer() {
        Vector3f nearSide = ORBIT.camera().forward().mul(-0.5f).add(ORBIT.target());
        Vector3f moved = seen(ORBIT.drag(0.02f, 0.03f).camera(), nearSide);
        assertTrue(moved.x > 0.002 && moved.y > 0.002, "the near side turns with the pointer: " + moved);
        Vector3f panned = seen(ORBIT.pan(0.1f, -0.2f).camera(), ORBIT.target());
        expect(new Vector3f(0.1f, -0.2f, 0), panned);
        Fly fly = Fly.from(ORBIT.camera(), 1);
        Vector3f looked = seen(fly.look(0.01f, 0.02f).camera(), ORBIT.target());
        assertTrue(looked.x < -0.005 && looked.y < -0.01, "the head turns to where the pointer goes: " + looked);
    }

    @Test
    void aParallelOrbitZoomsByItsLens() {
        Orbit orbit = new Orbit(new Vector3f(), 5, 0, 0, new Lens.Orthographic(2, 0.1f, 100)).zoom(1);
        assertEquals(1.8f, orbit.lens().heightAt(5), 1e-5);
        expect(new Vector3f(0, 1, 0), orbit.camera().up());
        expect(new Vector3f(0, 0, -1), orbit.camera().forward());
    }

    @Test
    void controlsTakeOverFromEachOther() {
        for (float tilt : new float[] {0.0001f, 0.7f, HALF_PI, 3}) {
            Camera camera = new Orbit(new Vector3f(1, 2, 3), 4, -2.3f, tilt, LENS).camera();
            Camera flown = Fly.from(camera, 2).camera();
            expect(camera.eye(), flown.eye());
            expect(camera.forward(), flown.forward());
            expect(camera.up(), flown.up());
            Orbit again = Orbit.from(flown, 4);
            expect(new Vector3f(1, 2, 3), again.target());
            expect(camera.eye(), again.camera().eye());
        }
    }

    @Test
    void flyingGoesWhereTheKeysSay() {
        Fly fly = new Fly(new Vector3f(), 0, HALF_PI, 2, LENS);
        expect(new Vector3f(0, 1, 0), fly.move(EnumSet.of(Motion.FORWARD), 0.5f).eye());
        expect(new Vector3f(-1, 0, 0), fly.move(EnumSet.of(Motion.LEFT), 0.5f).eye());
        expect(new Vector3f(0, 0, 1), fly.move(EnumSet.of(Motion.UP), 0.5f).eye());
        assertEquals(
                1,
                fly.move(EnumSet.of(Motion.FORWARD, Motion.RIGHT), 0.5f).eye().length(),
                1e-5);
        assertSame(fly, fly.move(Set.of(), 1));
        assertSame(fly, fly.move(EnumSet.of(Motion.FORWARD, Motion.BACK), 1));
        assertEquals(2.88f, fly.faster(2).speed(), 1e-5);
        assertEquals(2, fly.faster(2).faster(-2).speed(), 1e-5);
        assertEquals(Optional.of(Motion.FORWARD), Motion.of('W'));
        assertEquals(Optional.of(Motion.UP), Motion.of(' '));
        assertEquals(Optional.empty(), Motion.of('X'));
    }

    private static CameraPath path() {
        return new CameraPath(List.of(
                new CameraPath.Key(1, new Camera(new Vector3f(0, 0, 0), new Quaternionf(), LENS)),
                new CameraPath.Key(2, new Camera(new Vector3f(1, 1, 0), new Quaternionf().rotateZ(1), LENS)),
                new CameraPath.Key(
                        4,
                        new Camera(
                                new Vector3f(3, 3, 0),
                                new Quaternionf().rotateZ(2),
                                new Lens.Perspective(1.2f, 0.1f, 100))),
                new CameraPath.Key(5, new Camera(new Vector3f(3, 0, 1), new Quaternionf(), LENS))));
    }

    @Test
    void aPathGoesThroughItsKeysSmoothly() {
        CameraPath path = path();
        for (CameraPath.Key key : path.keys()) {
            expect(key.camera().eye(), path.at(key.time()).eye());
        }
        float h = 1e-3f;
        for (float time : new float[] {2, 4}) {
            Vector3f before = path.at(time).eye().sub(path.at(time - h).eye(), new Vector3f());
            Vector3f behind = path.at(time + h).eye().sub(path.at(time).eye(), new Vector3f());
            assertTrue(before.distance(behind) < 0.05 * before.length(), "no kink at " + time);
        }
        assertEquals(1.5, path.at(3).turn().angle(), 1e-5);
        assertEquals(1, ((Lens.Perspective) path.at(3).lens()).fieldOfView(), 1e-6);
        expect(new Vector3f(3, 0, 1), path.at(99).eye());
        assertThrows(IllegalArgumentException.class, () -> new CameraPath(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CameraPath(List.of(path.keys().get(1), path.keys().get(0))));
    }

    @Test
    void aPathThroughEvenPointsOfALineIsTheLine() {
        Camera[] cameras = new Camera[4];
        for (int i = 0; i < 4; i++) {
            cameras[i] = new Camera(new Vector3f(i, 2 * i, 0), new Quaternionf(), LENS);
        }
        CameraPath path = new CameraPath(List.of(
                new CameraPath.Key(0, cameras[0]),
                new CameraPath.Key(1, cameras[1]),
                new CameraPath.Key(2, cameras[2]),
                new CameraPath.Key(3, cameras[3])));
        for (float time = 0; time <= 3; time += 0.13f) {
            expect(new Vector3f(time, 2 * time, 0), path.at(time).eye());
        }
    }

    @Test
    void aRideStopsAtItsEnd() {
        PathRide ride = new PathRide(path(), 1, true);
        assertEquals(2.5f, ride.advance(1.5f).time());
        assertEquals(5, ride.advance(9).time());
        assertTrue(!ride.advance(9).playing());
        assertEquals(1, new PathRide(path(), 1, false).advance(3).time());
    }
}
