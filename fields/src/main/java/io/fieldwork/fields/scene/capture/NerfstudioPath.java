package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.scene.capture.CaptureLayout.Lens;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A camera path that nerfstudio's viewer exports: a camera for each view with {@code camera_to_world} (16 numbers by rows,
 * OpenGL axes) and {@code fov} (degrees from the bottom to the top of the image), for images of {@code render_width} times
 * {@code render_height} pixels. Its frame is found by {@link NerfstudioFrame}.
 */
record NerfstudioPath(JsonFile file, SceneOptions scene, Capture capture) {
    private static final Logger LOG = LoggerFactory.getLogger(NerfstudioPath.class);

    /** The cameras in the frame of the capture's files. */
    List<Frame> frames() {
        JsonNode list = file.root().get("camera_path");
        if (!list.isArray() || list.isEmpty()) {
            throw new UserError(
                    "camera_path of %s holds no cameras; nerfstudio's viewer writes them when it exports a path."
                            .formatted(file.path()));
        }
        if (file.root().hasNonNull("crop")) {
            LOG.warn("{} has crop, which is not used; scene.box chooses what is learned.", file.path());
        }
        boolean fisheye = isFisheye();
        List<Frame> frames = new ArrayList<>();
        for (JsonNode camera : list) {
            String name = "number " + frames.size();
            frames.add(new Frame(name, file.path(), null, pose(camera, name), lens(camera, name, fisheye), null));
        }
        SceneTransform undo =
                new NerfstudioFrame(file.path(), scene, capture).of(frames).inverse();
        return frames.stream()
                .map(frame -> frame.at(undo.movePose(frame.pose())))
                .toList();
    }

    private boolean isFisheye() {
        String type = file.root().path("camera_type").asString("perspective");
        return switch (type) {
            case "perspective" -> false;
            case "fisheye" -> true;
            default ->
                throw new UserError(
                        "camera_type of %s is %s, which cannot be rendered; expected perspective or fisheye."
                                .formatted(file.path(), type));
        };
    }

    private double[] pose(JsonNode camera, String name) {
        String what = "camera_to_world of camera %s in %s".formatted(name, file.path());
        JsonNode matrix = camera.path("camera_to_world");
        if (!matrix.isArray() || matrix.size() != 16) {
            return JsonFile.rows(camera.get("camera_to_world"), 4, what);
        }
        double[] all = matrix.valueStream()
                .mapToDouble(value -> value.isNumber() ? value.asDouble() : Double.NaN)
                .filter(Double::isFinite)
                .toArray();
        if (all.length != 16) {
            throw new UserError(what + " must hold 16 finite numbers.");
        }
        return Arrays.copyOf(all, 12);
    }

    private Lens lens(JsonNode camera, String name, boolean fisheye) {
        double fov = file.number(camera, "fov")
                .orElseThrow(() -> new UserError("Camera %s of %s has no fov.".formatted(name, file.path())));
        if (!(fov > 0 && fov < 180)) {
            throw new UserError("fov of camera %s in %s is %s but must lie between 0 and 180 degrees."
                    .formatted(name, file.path(), fov));
        }
        return (usualWidth, usualHeight) -> {
            int width = (int) file.number(file.root(), "render_width").orElse(usualWidth);
            int height = (int) file.number(file.root(), "render_height").orElse(usualHeight);
            double focal = 0.5 * height / Math.tan(Math.toRadians(0.5 * fov));
            Distortion distortion = fisheye ? Distortion.fisheye(0, 0, 0, 0) : Distortion.none();
            return new Intrinsics(width, height, focal, focal, 0.5 * width, 0.5 * height, distortion);
        };
    }
}
