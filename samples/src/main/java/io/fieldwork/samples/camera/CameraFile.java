package io.fieldwork.samples.camera;

import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.Pose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cameras from a file like {@code transforms.json}: {@code frames} of {@code transform_matrix} (camera-to-world, OpenGL
 * axes, in the frame of the capture's own files), {@code camera_angle_x} in radians for the whole file or a frame, and
 * {@code w, h} where the size differs from the photographs'. Image names are ignored.
 */
record CameraFile(Path file, JsonNode root, Capture capture) {
    /**
     * At least one camera in scene coordinates; the capture gives the coordinate frame, and the lens where the file
     * names none. What the file lacks is a {@link UserError}.
     */
    static List<Camera> read(Path file, Capture capture) {
        CameraFile cameras = new CameraFile(file, parsed(file), capture);
        JsonNode frames = cameras.root.path("frames");
        if (!frames.isArray() || frames.isEmpty()) {
            throw new UserError(file + " has no frames; expected a list of cameras with transform_matrix.");
        }
        List<Camera> read = new ArrayList<>();
        for (JsonNode frame : frames) {
            read.add(cameras.camera(frame, read.size()));
        }
        return read;
    }

    private static JsonNode parsed(Path file) {
        try {
            return new JsonMapper().readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw new UserError("The camera file " + file + " cannot be read as JSON.", e);
        }
    }

    private Camera camera(JsonNode frame, int index) {
        JsonNode matrix = frame.path("transform_matrix");
        double[] rows = new double[12];
        for (int i = 0; i < rows.length; i++) {
            JsonNode value = matrix.path(i / 4).path(i % 4);
            if (!value.isNumber()) {
                throw new UserError("Frame " + index + " of " + file + " has no 4x4 transform_matrix of numbers.");
            }
            rows[i] = value.asDouble();
        }
        return new Camera(lens(frame), posed(rows));
    }

    private Intrinsics lens(JsonNode frame) {
        Intrinsics own = capture.train().getFirst().camera().intrinsics();
        int width = (int) number(frame, "w", own.width());
        int height = (int) number(frame, "h", own.height());
        double angle = number(frame, "camera_angle_x", own.fieldOfViewX());
        return Intrinsics.ofFieldOfView(width, height, angle);
    }

    private double number(JsonNode frame, String key, double otherwise) {
        JsonNode value = frame.has(key) ? frame.get(key) : root.path(key);
        return value.isNumber() ? value.asDouble() : otherwise;
    }

    /** From the files' frame to scene coordinates. */
    private Pose posed(double[] rows) {
        double[] moved = capture.transform().movePose(rows);
        float[] pose = new float[moved.length];
        for (int i = 0; i < pose.length; i++) {
            pose[i] = (float) moved[i];
        }
        return new Pose(pose);
    }
}
