package io.fieldwork.render.view;

import java.util.Set;
import org.joml.Quaternionf;
import org.joml.Vector3f;
import org.joml.Vector3fc;

/**
 * A free-flight camera control: the pointer turns it, held keys move it, plus and minus change its speed.
 *
 * @param eye its position
 * @param turn about the vertical axis, radians
 * @param tilt 0 looking down, pi/2 along the horizon, pi looking up
 * @param speed world units a second, above 0
 * @param lens its projection
 */
public record Fly(Vector3fc eye, float turn, float tilt, float speed, Lens lens) implements Control {
    /** Factor of the speed at each press. */
    private static final float PRESS = 1.2f;

    /** Copies the position and keeps the tilt within its range. */
    public Fly {
        eye = new Vector3f(eye);
        tilt = new Heading(turn, tilt).tilt();
    }

    /** {@return the flight from a camera's pose at a speed in world units a second; the camera's roll is lost} */
    public static Fly from(Camera camera, float speed) {
        Heading heading = Heading.of(camera);
        return new Fly(camera.eye(), heading.turn(), heading.tilt(), speed, camera.lens());
    }

    /** {@return the state after the head turned with the pointer: one window height is the lens' own angle of view} */
    public Fly look(float right, float down) {
        float angle = lens instanceof Lens.Perspective eyes ? eyes.fieldOfView() : 1;
        return new Fly(eye, turn - right * angle, tilt - down * angle, speed, lens);
    }

    /** {@return the state some seconds later, along the held directions at the same speed however many they are} */
    public Fly move(Set<Motion> held, float seconds) {
        Vector3f offset = new Vector3f();
        held.forEach(motion -> offset.add(motion.x, motion.y, motion.z));
        if (offset.lengthSquared() == 0) {
            return this;
        }
        rotation().transform(offset.normalize(speed * seconds));
        return new Fly(offset.add(eye), turn, tilt, speed, lens);
    }

    /** {@return the state of another speed after some presses of plus, negative for minus} */
    public Fly faster(int presses) {
        return new Fly(eye, turn, tilt, speed * (float) Math.pow(PRESS, presses), lens);
    }

    private Quaternionf rotation() {
        return new Heading(turn, tilt).rotation();
    }

    @Override
    public Camera camera() {
        return new Camera(eye, rotation(), lens);
    }
}
