package io.fieldwork.render.view;

import org.joml.Matrix4f;
import org.joml.Quaternionf;
import org.joml.Quaternionfc;
import org.joml.Vector3f;
import org.joml.Vector3fc;

/**
 * A camera: position, orientation and lens. The unturned camera looks along -z with y up, as OpenGL's does.
 *
 * @param eye its position
 * @param turn from the camera's axes to the world's, a unit quaternion
 * @param lens its projection
 */
public record Camera(Vector3fc eye, Quaternionfc turn, Lens lens) {
    /** Copies the position and the turn. */
    public Camera {
        eye = new Vector3f(eye);
        turn = new Quaternionf(turn).normalize();
    }

    /**
     * {@return a camera at one point that looks at another, the image's middle; up in the image is a direction not
     * along the view}
     */
    public static Camera lookAt(Vector3fc eye, Vector3fc target, Vector3fc up, Lens lens) {
        Quaternionf toCamera = new Matrix4f().lookAt(eye, target, up).getNormalizedRotation(new Quaternionf());
        return new Camera(eye, toCamera.conjugate(), lens);
    }

    /** The direction it looks along, of length 1. */
    public Vector3f forward() {
        return turn.transform(new Vector3f(0, 0, -1));
    }

    /** The direction that is right in the image, of length 1. */
    public Vector3f right() {
        return turn.transform(new Vector3f(1, 0, 0));
    }

    /** The direction that is up in the image, of length 1. */
    public Vector3f up() {
        return turn.transform(new Vector3f(0, 1, 0));
    }

    /** The matrix from world to camera coordinates. */
    public Matrix4f view() {
        return new Matrix4f().rotation(turn.conjugate(new Quaternionf())).translate(-eye.x(), -eye.y(), -eye.z());
    }

    /** {@return the rays through the points of an image of some width over height} */
    public RayFan rays(float aspect) {
        return RayFan.of(this, aspect);
    }
}
