package io.fieldwork.render.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.CameraPath;
import io.fieldwork.render.view.Lens;
import java.util.List;
import org.joml.Quaternionf;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;

/** Building a path. */
final class KeyFramesTest {
    private static final Camera CAMERA =
            new Camera(new Vector3f(), new Quaternionf(), new Lens.Perspective(1, 0.1f, 10));

    private static List<Float> times(KeyFrames keys) {
        return keys.path().keys().stream().map(CameraPath.Key::time).toList();
    }

    @Test
    void keysFollowEvenly() {
        KeyFrames keys = new KeyFrames();
        keys.add(CAMERA);
        keys.add(CAMERA);
        keys.stretch(3);
        keys.add(CAMERA);
        assertEquals(List.of(0f, 3f, 6f), times(keys));
        keys.stretch(4);
        assertEquals(List.of(0f, 2f, 4f), times(keys));
        keys.removeLast();
        assertEquals(2, keys.seconds());
        keys.clear();
        keys.removeLast();
        assertEquals(0, keys.count());
    }

    @Test
    void aPathThatIsThereKeepsItsRhythm() {
        KeyFrames keys = new KeyFrames();
        keys.show(new CameraPath(
                List.of(new CameraPath.Key(1, CAMERA), new CameraPath.Key(2, CAMERA), new CameraPath.Key(5, CAMERA))));
        assertEquals(List.of(0f, 1f, 4f), times(keys));
        keys.add(CAMERA);
        assertEquals(6, keys.seconds());
    }
}
