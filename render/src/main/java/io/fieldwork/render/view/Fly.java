package io.fieldwork.render.view;

import java.util.Set;
import org.joml.Quaternionf;
import org.joml.Vector3f;
import org.joml.Vector3fc;

/**
 * A camera that flies: the pointer turns its head, held keys move it, plus and minus change its speed.
 *
 * @param eye its position
 * @param turn about the vertical axis, radians
 * @param tilt 0 looking down, pi/2 along the horizon, pi looking up
 * @param speed world units a second, above 0
 * @param lens what it sees through
 */
public record Fly(Vector3fc eye, float turn, float tilt, float speed, Lens lens) implements Control {
    /** What the speed is multiplied with at each press. */
    private static final float PRESS = 1.2f;

    /** Copies the position and keeps the tilt within its range. */
    public Fly {
        eye = new Vector3f(eye);
        tilt = new Heading(turn, tilt).tilt();
    }

    /**
     * The flight that goes on from where a camera is.
     *
     * @param camera its roll is lost
     * @param speed world units a second
     * @return the flight
     */
    public static Fly from(Camera camera, float speed) {
        Heading heading = Heading.of(camera);
        return new Fly(camera.eye(), heading.turn(), heading.tilt(), speed, camera.lens());
    }

    /**
     * Turns the head with the pointer: one window height is the lens' own angle of view.
     *
     * @param right way of the pointer
     * @param down way of the pointer
     * @return the next state
     */
    public Fly look(float right, float down) {
        float angle = lens instanceof Lens.Perspective eyes ? eyes.fieldOfView() : 1;
        return new Fly(eye, turn - right * angle, tilt - down * angle, speed, lens);
    }

    /**
     * Moves along the held directions, at the same speed however many they are.
     *
     * @param held directions
     * @param seconds since the last move
     * @return the next state
     */
    public Fly move(Set<Motion> held, float seconds) {
        Vector3f way = new Vector3f();
        held.forEach(motion -> way.add(motion.x, motion.y, motion.z));
        if (way.lengthSquared() == 0) {
            return this;
        }
        rotation().transform(way.normalize(speed * seconds));
        return new Fly(way.add(eye), turn, tilt, speed, lens);
    }

    /**
     * Changes the speed.
     *
     * @param presses of plus, negative for minus
     * @return the next state
     */
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
