package io.fieldwork.render.view;

import org.joml.Quaternionf;
import org.joml.Vector3f;
import org.joml.Vector3fc;

/**
 * An orbit camera control: drag to turn, drag with the other button to move the target, scroll to zoom.
 *
 * @param target the point in the image's middle
 * @param distance from the target, above 0
 * @param turn about the vertical axis, radians
 * @param tilt 0 looking down with y up in the image, pi/2 along the horizon, pi looking up
 * @param lens its projection
 */
public record Orbit(Vector3fc target, float distance, float turn, float tilt, Lens lens) implements Control {
    /** Factor of the distance at each notch of the wheel. */
    private static final float NOTCH = 0.9f;

    /** Copies the target and keeps the tilt within its range. */
    public Orbit {
        target = new Vector3f(target);
        tilt = new Heading(turn, tilt).tilt();
    }

    /**
     * An orbit that frames a box, from the front and a little above.
     *
     * @param low corner of the box
     * @param high the opposite corner
     * @param lens its projection; a parallel one is fitted to the box
     * @return the orbit
     */
    public static Orbit around(Vector3fc low, Vector3fc high, Lens lens) {
        float diameter = Math.max(low.distance(high), 1e-6f);
        float distance = Math.max(
                2 * lens.near(),
                switch (lens) {
                    case Lens.Perspective eye -> diameter / 2 / (float) Math.sin(eye.fieldOfView() / 2);
                    case Lens.Orthographic parallel -> diameter;
                });
        Lens fitted = lens instanceof Lens.Orthographic parallel ? lens.scaled(diameter / parallel.height()) : lens;
        return new Orbit(low.add(high, new Vector3f()).mul(0.5f), distance, 0.5f, 1.1f, fitted);
    }

    /**
     * The orbit from a camera's pose.
     *
     * @param camera its roll is lost
     * @param distance of the point to circle before it, above 0
     * @return the orbit
     */
    public static Orbit from(Camera camera, float distance) {
        Heading heading = Heading.of(camera);
        Vector3f target = camera.forward().mul(distance).add(camera.eye());
        return new Orbit(target, distance, heading.turn(), heading.tilt(), camera.lens());
    }

    /**
     * Turns with the pointer: one window height is half a turn.
     *
     * @param right distance of the pointer
     * @param down distance of the pointer
     * @return the next state
     */
    public Orbit drag(float right, float down) {
        return new Orbit(target, distance, turn - right * (float) Math.PI, tilt - down * (float) Math.PI, lens);
    }

    /**
     * Moves the target in the image's plane so that it stays under the pointer.
     *
     * @param right distance of the pointer
     * @param down distance of the pointer
     * @return the next state
     */
    public Orbit pan(float right, float down) {
        float height = lens.heightAt(distance);
        Vector3f offset = new Heading(turn, tilt).rotation().transform(new Vector3f(-right * height, down * height, 0));
        return new Orbit(offset.add(target), distance, turn, tilt, lens);
    }

    /**
     * Comes closer or goes away.
     *
     * @param notches of the wheel, positive to come closer
     * @return the next state
     */
    public Orbit zoom(float notches) {
        float factor = (float) Math.pow(NOTCH, notches);
        return new Orbit(target, distance * factor, turn, tilt, lens.scaled(factor));
    }

    @Override
    public Camera camera() {
        Quaternionf rotation = new Heading(turn, tilt).rotation();
        return new Camera(rotation.transform(new Vector3f(0, 0, distance)).add(target), rotation, lens);
    }
}
