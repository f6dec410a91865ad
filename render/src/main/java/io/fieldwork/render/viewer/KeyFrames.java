package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.CameraPath;
import java.util.ArrayList;
import java.util.List;

/** The key frames of a camera path while it is built; the first is at time 0. */
final class KeyFrames {
    private static final float FIRST_GAP = 2;

    private final List<CameraPath.Key> keys = new ArrayList<>();

    int count() {
        return keys.size();
    }

    /** From the first to the last. */
    double seconds() {
        return keys.isEmpty() ? 0 : keys.getLast().time();
    }

    /** Adds a key behind the last, as far from it as keys are from each other in the mean. */
    void add(Camera camera) {
        float gap = keys.size() < 2 ? FIRST_GAP : keys.getLast().time() / (keys.size() - 1);
        keys.add(new CameraPath.Key(keys.isEmpty() ? 0 : keys.getLast().time() + gap, camera));
    }

    void removeLast() {
        if (!keys.isEmpty()) {
            keys.removeLast();
        }
    }

    void clear() {
        keys.clear();
    }

    /** Scales the whole path to another duration, above 0. */
    void stretch(double seconds) {
        double factor = seconds / seconds();
        keys.replaceAll(key -> new CameraPath.Key((float) (key.time() * factor), key.camera()));
    }

    /** Replaces the key frames by those of a path, with times from its first key. */
    void show(CameraPath path) {
        keys.clear();
        path.keys().forEach(key -> keys.add(new CameraPath.Key(key.time() - path.start(), key.camera())));
    }

    /** The path; there is a key at least. */
    CameraPath path() {
        return new CameraPath(keys);
    }
}
