package io.fieldwork.render.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.CameraPath;
import io.fieldwork.render.view.Lens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Camera paths as text. */
final class CameraPathJsonTest {
    private static CameraPath read(String text) throws IOException {
        return CameraPathJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Camera eyes = Camera.lookAt(
                new Vector3f(1, 2, 3), new Vector3f(), new Vector3f(0, 0, 1), new Lens.Perspective(1, 0.25f, 50));
        Camera flat = Camera.lookAt(
                new Vector3f(0, 0, 3), new Vector3f(), new Vector3f(0, 1, 0), new Lens.Orthographic(2.5f, 0.25f, 50));
        CameraPath path = new CameraPath(List.of(new CameraPath.Key(0, eyes), new CameraPath.Key(1.5f, flat)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CameraPathJson.write(path, out);
        CameraPath again = read(out.toString(StandardCharsets.UTF_8));
        assertEquals(1.5f, again.end());
        assertEquals(flat.lens(), again.keys().getLast().camera().lens());
        Camera first = again.keys().getFirst().camera();
        assertEquals(eyes.eye(), first.eye());
        assertTrue(eyes.turn().equals(first.turn(), 1e-6f));
        assertEquals(1, ((Lens.Perspective) first.lens()).fieldOfView(), 1e-6);
    }

    @Test
    void aPathWrittenByHandIsRead() throws IOException {
        CameraPath path = read("{\"keys\": [{\"time\": 2, \"eye\": [1, 2, 3], \"turn\": [0, 0, 0, 1],"
                + " \"fieldOfView\": 90, \"near\": 0.1, \"far\": 10, \"comment\": \"from above\"}]}");
        Camera camera = path.keys().getFirst().camera();
        assertEquals(new Vector3f(0, 0, -1), camera.forward());
        assertEquals(2, camera.lens().heightAt(1), 1e-6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                       | a path needs a key frame",
                "[1                       | this is no camera path",
                "{\"keys\": [{}]}         | needs the number time",
                "{\"keys\": [{\"time\": 0, \"eye\": [1, 2]}]} | needs 3 numbers in eye"
            })
    void whatIsNoPathIsSaidSo(String text, String part) {
        IOException thrown = assertThrows(IOException.class, () -> read(text));
        assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    }
}
