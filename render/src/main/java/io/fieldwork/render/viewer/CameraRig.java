package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.CameraPath;
import io.fieldwork.render.view.Control;
import io.fieldwork.render.view.Fly;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.Motion;
import io.fieldwork.render.view.Orbit;
import io.fieldwork.render.view.PathRide;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joml.Quaternionf;
import org.joml.Vector3f;
import org.jspecify.annotations.Nullable;

/**
 * The interactive camera. It orbits or flies, follows a path, or stays at a given camera until it is moved. Flat
 * subjects are viewed from above through an orthographic lens and do not turn.
 */
final class CameraRig {
    private static final float FIELD_OF_VIEW = (float) Math.toRadians(45);
    private static final float MARGIN = 1.08f;
    private static final float NEAR = 2e-3f;
    private static final float FAR = 100;
    private static final float START_TURN = 0.5f;
    private static final float START_TILT = 1.1f;
    /** Speed of flight in diameters of the subject a second. */
    private static final float SPEED = 0.25f;
    /** Speed of a held key over a flat subject in window heights a second. */
    private static final float SLIDE = 0.6f;

    private Subject.Bounds bounds;
    private List<Camera> cameras;
    private float aspect;
    private Control control;
    /** The state that frames everything, until the user moves it. */
    private @Nullable Control framed;

    private boolean flying;
    private float speed;
    private int jumped = -1;

    CameraRig(Subject.Bounds bounds, List<Camera> cameras, float aspect) {
        this.bounds = bounds;
        this.cameras = List.copyOf(cameras);
        this.aspect = aspect;
        speed = SPEED * diameter();
        control = start();
    }

    /** Looks at other bounds, from their first camera if there is one. */
    void lookAt(Subject.Bounds other, List<Camera> others) {
        bounds = other;
        cameras = List.copyOf(others);
        reset();
    }

    /** Length of the diagonal of the bounds; something that single precision resolves if they are a point. */
    float diameter() {
        Vector3f far = bounds.low().absolute(new Vector3f()).max(bounds.high().absolute(new Vector3f()));
        float reach = far.get(far.maxComponent());
        return Math.max(bounds.low().distance(bounds.high()), reach > 0 ? 1e-6f * reach : 1);
    }

    private Vector3f middle() {
        return bounds.low().add(bounds.high(), new Vector3f()).mul(0.5f);
    }

    boolean isFlat() {
        return bounds.flat();
    }

    boolean isFlying() {
        return flying;
    }

    float speed() {
        return speed;
    }

    Camera camera() {
        return control.camera();
    }

    /** Index of the given camera it stays at, if it does. */
    Optional<Integer> standsAt() {
        return jumped < 0 ? Optional.empty() : Optional.of(jumped);
    }

    int cameras() {
        return cameras.size();
    }

    /** Width over height of the view from now on. */
    void aspect(float ratio) {
        boolean anew = ratio != aspect && control == framed;
        aspect = ratio;
        if (anew) {
            frameAll();
        }
    }

    /** Back to the initial state. */
    void reset() {
        flying = false;
        speed = SPEED * diameter();
        control = start();
    }

    private Control start() {
        jumped = cameras.isEmpty() ? -1 : 0;
        framed = cameras.isEmpty() ? around(START_TURN, START_TILT) : null;
        return framed == null ? standing(cameras.getFirst()) : framed;
    }

    /** Frames all of the bounds from the same direction. */
    void frameAll() {
        Orbit orbit = orbit();
        jumped = -1;
        control = kept(around(orbit.turn(), orbit.tilt()));
        framed = control;
    }

    private Orbit around(float turn, float tilt) {
        float diameter = diameter();
        if (bounds.flat()) {
            Vector3f extent = bounds.high().sub(bounds.low(), new Vector3f());
            float height = Math.max(Math.max(extent.y, extent.x / aspect), 1e-6f * diameter) * MARGIN;
            Lens lens = new Lens.Orthographic(height, NEAR * diameter, FAR * diameter);
            return new Orbit(middle(), diameter, 0, 0, lens);
        }
        Lens lens = new Lens.Perspective(FIELD_OF_VIEW, NEAR * diameter, FAR * diameter);
        return new Orbit(middle(), distance(turn, tilt), turn, tilt, lens);
    }

    /** From the middle of the box, so that all its corners are just in the image. */
    private float distance(float turn, float tilt) {
        Quaternionf toCamera = new Quaternionf().rotateZ(turn).rotateX(tilt).conjugate();
        float tangent = (float) Math.tan(FIELD_OF_VIEW / 2);
        float distance = 0.1f * diameter();
        for (int corner = 0; corner < 8; corner++) {
            Vector3f place = new Vector3f(
                            (corner & 1) == 0 ? bounds.low().x() : bounds.high().x(),
                            (corner & 2) == 0 ? bounds.low().y() : bounds.high().y(),
                            (corner & 4) == 0 ? bounds.low().z() : bounds.high().z())
                    .sub(middle())
                    .rotate(toCamera);
            float wide = Math.max(Math.abs(place.y), Math.abs(place.x) / aspect);
            distance = Math.max(distance, place.z + MARGIN * wide / tangent);
        }
        return distance;
    }

    private static PathRide standing(Camera camera) {
        return new PathRide(new CameraPath(List.of(new CameraPath.Key(0, camera))), 0, false);
    }

    /** The state as one that orbits, whatever it is. */
    private Orbit orbit() {
        return control instanceof Orbit orbit
                ? orbit
                : Orbit.from(camera(), Math.max(camera().eye().distance(middle()), 0.05f * diameter()));
    }

    private Fly fly() {
        return control instanceof Fly fly ? fly : Fly.from(camera(), speed);
    }

    private Control kept(Orbit orbit) {
        return flying ? Fly.from(orbit.camera(), speed) : orbit;
    }

    /** Orbits or flies from where it is. */
    void fly(boolean on) {
        if (!bounds.flat()) {
            flying = on;
            jumped = -1;
            control = on ? fly() : orbit();
        }
    }

    /** Turns, or moves a flat subject; distances are in heights of the view. */
    void drag(float right, float down) {
        if (bounds.flat()) {
            pan(right, down);
            return;
        }
        jumped = -1;
        control = flying ? fly().look(right, down) : orbit().drag(right, down);
    }

    void pan(float right, float down) {
        jumped = -1;
        control = kept(orbit().pan(right, down));
    }

    void zoom(float notches) {
        jumped = -1;
        if (flying) {
            speed(Math.round(notches));
        } else {
            control = orbit().zoom(notches);
        }
    }

    /** Flies faster by presses of plus, or slower if negative. */
    void speed(int presses) {
        speed = new Fly(new Vector3f(), 0, 0, speed, camera().lens())
                .faster(presses)
                .speed();
        if (control instanceof Fly fly) {
            control = new Fly(fly.eye(), fly.turn(), fly.tilt(), speed, fly.lens());
        }
    }

    /** Moves along held keys for some seconds. */
    void move(Set<Motion> held, float seconds) {
        if (held.isEmpty()) {
            return;
        }
        jumped = -1;
        if (bounds.flat()) {
            slide(held, seconds);
        } else if (flying) {
            control = fly().move(held, seconds);
        } else {
            Orbit orbit = orbit();
            Fly moved = Fly.from(orbit.camera(), speed).move(held, seconds);
            Vector3f offset = moved.eye().sub(orbit.camera().eye(), new Vector3f());
            control = new Orbit(offset.add(orbit.target()), orbit.distance(), orbit.turn(), orbit.tilt(), orbit.lens());
        }
    }

    private void slide(Set<Motion> held, float seconds) {
        float step = SLIDE * seconds;
        float right = (held.contains(Motion.LEFT) ? step : 0) - (held.contains(Motion.RIGHT) ? step : 0);
        float down = (held.contains(Motion.FORWARD) ? step : 0) - (held.contains(Motion.BACK) ? step : 0);
        control = orbit().pan(right, down);
    }

    /** Jumps to the next of the given cameras, or the one before. */
    void jump(int by) {
        if (!cameras.isEmpty()) {
            jumped = Math.floorMod(jumped < 0 && by < 0 ? by : jumped + by, cameras.size());
            control = standing(cameras.get(jumped));
        }
    }

    /** Follows a path. */
    void ride(PathRide ride) {
        jumped = -1;
        control = ride;
    }

    /** The present ride, if there is one. */
    Optional<PathRide> riding() {
        return control instanceof PathRide ride && ride.playing() ? Optional.of(ride) : Optional.empty();
    }

    /** Advances the ride in time. */
    void advance(float seconds) {
        if (control instanceof PathRide ride) {
            control = ride.advance(seconds);
        }
    }
}
