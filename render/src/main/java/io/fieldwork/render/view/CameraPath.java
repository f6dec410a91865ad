package io.fieldwork.render.view;

import java.util.List;
import org.joml.Quaternionf;
import org.joml.Vector3f;
import org.joml.Vector3fc;

/**
 * A camera path through key frames. Positions follow a Catmull-Rom spline over time, turns and lenses go straight from
 * one key to the next.
 *
 * @param keys at least one, in order of time
 */
public record CameraPath(List<Key> keys) {
    /**
     * A camera at a time.
     *
     * @param time seconds
     * @param camera at that time
     */
    public record Key(float time, Camera camera) {}

    /** Copies the keys and rejects times that do not grow. */
    public CameraPath {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a path needs a key frame");
        }
        for (int i = 1; i < keys.size(); i++) {
            if (!(keys.get(i).time > keys.get(i - 1).time)) {
                throw new IllegalArgumentException("key frame " + i + " is not later than the one before");
            }
        }
    }

    /** The time of the first key, seconds. */
    public float start() {
        return keys.getFirst().time;
    }

    /** The time of the last key, seconds. */
    public float end() {
        return keys.getLast().time;
    }

    /** {@return the camera at a time in seconds, clamped to the first and the last key} */
    public Camera at(float time) {
        if (time <= start()) {
            return keys.getFirst().camera;
        }
        if (time >= end()) {
            return keys.getLast().camera;
        }
        int i = 1;
        while (keys.get(i).time <= time) {
            i++;
        }
        return between(i - 1, time);
    }

    private Camera between(int i, float time) {
        Key from = keys.get(i);
        Key to = keys.get(i + 1);
        float length = to.time - from.time;
        float part = (time - from.time) / length;
        Vector3f eye = from.camera
                .eye()
                .hermite(
                        velocity(i).mul(length),
                        to.camera.eye(),
                        velocity(i + 1).mul(length),
                        part,
                        new Vector3f());
        Quaternionf turn = from.camera.turn().slerp(to.camera.turn(), part, new Quaternionf());
        return new Camera(eye, turn, from.camera.lens().mix(to.camera.lens(), part));
    }

    /** Catmull and Rom's tangent: the mean velocity between the neighbours, one-sided at the ends. */
    private Vector3f velocity(int i) {
        Key before = keys.get(Math.max(i - 1, 0));
        Key behind = keys.get(Math.min(i + 1, keys.size() - 1));
        Vector3fc offset = behind.camera.eye().sub(before.camera.eye(), new Vector3f());
        return offset.div(behind.time - before.time, new Vector3f());
    }
}
