package io.fieldwork.render.export;

import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.CameraPath;
import io.fieldwork.render.view.Lens;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joml.Quaternionf;
import org.joml.Quaternionfc;
import org.joml.Vector3f;
import org.joml.Vector3fc;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON format of camera paths: an object with {@code keys}, each with {@code time} in seconds, {@code eye},
 * {@code turn} (a quaternion x, y, z, w from the camera's axes to the world's), {@code near}, {@code far}, and either
 * {@code fieldOfView} in degrees or {@code height}.
 */
public final class CameraPathJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CameraPathJson() {}

    /**
     * Writes a path.
     *
     * @param path to write
     * @param out the target; it stays open
     * @throws IOException if it cannot be written
     */
    public static void write(CameraPath path, OutputStream out) throws IOException {
        List<Map<String, Object>> keys = new ArrayList<>();
        for (CameraPath.Key key : path.keys()) {
            Camera camera = key.camera();
            Vector3fc eye = camera.eye();
            Quaternionfc turn = camera.turn();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("time", key.time());
            fields.put("eye", List.of(eye.x(), eye.y(), eye.z()));
            fields.put("turn", List.of(turn.x(), turn.y(), turn.z(), turn.w()));
            switch (camera.lens()) {
                case Lens.Perspective lens -> fields.put("fieldOfView", Math.toDegrees(lens.fieldOfView()));
                case Lens.Orthographic lens -> fields.put("height", lens.height());
            }
            fields.put("near", camera.lens().near());
            fields.put("far", camera.lens().far());
            keys.add(fields);
        }
        out.write(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(Map.of("keys", keys)));
    }

    /**
     * Reads a path.
     *
     * @param in JSON; it stays open
     * @return the path
     * @throws IOException if it cannot be read or is no path, with the reason
     */
    public static CameraPath read(InputStream in) throws IOException {
        byte[] text = in.readAllBytes();
        try {
            List<CameraPath.Key> keys = new ArrayList<>();
            for (JsonNode key : MAPPER.readTree(text).path("keys")) {
                keys.add(new CameraPath.Key(number(key, "time"), camera(key)));
            }
            return new CameraPath(keys);
        } catch (JacksonException e) {
            throw new IOException("this is no camera path: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException("this is no camera path: " + e.getMessage(), e);
        }
    }

    private static Camera camera(JsonNode key) {
        float[] eye = numbers(key, "eye", 3);
        float[] turn = numbers(key, "turn", 4);
        float near = number(key, "near");
        float far = number(key, "far");
        Lens lens = key.has("height")
                ? new Lens.Orthographic(number(key, "height"), near, far)
                : new Lens.Perspective((float) Math.toRadians(number(key, "fieldOfView")), near, far);
        return new Camera(new Vector3f(eye), new Quaternionf(turn[0], turn[1], turn[2], turn[3]), lens);
    }

    private static float number(JsonNode key, String name) {
        JsonNode value = key.path(name);
        if (!value.isNumber()) {
            throw new IllegalArgumentException("a key frame needs the number " + name);
        }
        return value.floatValue();
    }

    private static float[] numbers(JsonNode key, String name, int count) {
        JsonNode values = key.path(name);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            if (values.size() != count || !values.get(i).isNumber()) {
                throw new IllegalArgumentException("a key frame needs " + count + " numbers in " + name);
            }
            numbers[i] = values.get(i).floatValue();
        }
        return numbers;
    }
}
