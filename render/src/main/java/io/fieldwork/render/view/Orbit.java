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
     * {@return the orbit from a camera's pose around a point at a distance above 0 before it; the camera's roll is
     * lost}
     */
    public static Orbit from(Camera camera, float distance) {
        Heading heading = Heading.of(camera);
        Vector3f target = camera.forward().mul(distance).add(camera.eye());
        return new Orbit(target, distance, heading.turn(), heading.tilt(), camera.lens());
    }

    /** {@return the state after the pointer turned it: one window height is half a turn} */
    public Orbit drag(float right, float down) {
        return new Orbit(target, distance, turn - right * (float) Math.PI, tilt - down * (float) Math.PI, lens);
    }

    /** {@return the state after the target moved in the image's plane so that it stays under the pointer} */
    public Orbit pan(float right, float down) {
        float height = lens.heightAt(distance);
        Vector3f offset = new Heading(turn, tilt).rotation().transform(new Vector3f(-right * height, down * height, 0));
        return new Orbit(offset.add(target), distance, turn, tilt, lens);
    }

    /** {@return the state after some notches of the wheel, positive to come closer} */
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
