package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Intrinsics from the keys of a transforms file: {@code fl_x fl_y}, {@code camera_angle_x camera_angle_y} (radians) or
 * {@code x_fov y_fov} (degrees); {@code w h cx cy}; {@code k1..k4 p1 p2}, {@code camera_model}, {@code is_fisheye}. A
 * frame's own keys go before the file's.
 *
 * @param file the transforms file
 * @param frame one of its frames
 * @param name the frame's name
 */
record TransformsLens(JsonFile file, JsonNode frame, String name) implements CaptureLayout.Lens {
    private static final List<String> OTHER_LENSES = List.of("ftheta_p0", "latlong", "equirectangular", "orthographic");

    @Override
    public Intrinsics of(int imageWidth, int imageHeight) {
        int width = width(imageWidth);
        int height = height(imageHeight);
        OptionalDouble fx = focal("fl_x", "camera_angle_x", "x_fov", width);
        OptionalDouble fy = focal("fl_y", "camera_angle_y", "y_fov", height);
        return new Intrinsics(
                width,
                height,
                fx.orElseGet(fy::getAsDouble),
                fy.orElseGet(fx::getAsDouble),
                number("cx").orElse(0.5 * width),
                number("cy").orElse(0.5 * height),
                distortion());
    }

    /** The width of the images, pixels. */
    int width(int otherwise) {
        return (int) number("w").orElse(otherwise);
    }

    /** The height of the images, pixels. */
    int height(int otherwise) {
        return (int) number("h").orElse(otherwise);
    }

    /** Whether there is a field of view. */
    boolean namesFieldOfView() {
        return focal("fl_x", "camera_angle_x", "x_fov", 1).isPresent()
                || focal("fl_y", "camera_angle_y", "y_fov", 1).isPresent();
    }

    /** Rejects a camera without a field of view, before images are opened. */
    void expectFieldOfView() {
        if (!namesFieldOfView()) {
            throw new UserError(
                    "%s has no field of view for frame %s: camera_angle_x (radians) or fl_x (pixels) is needed."
                            .formatted(file.path(), name));
        }
    }

    private OptionalDouble focal(String length, String radians, String degrees, int side) {
        if (number(length).isPresent()) {
            return number(length);
        }
        if (number(radians).isEmpty() && number(degrees).isEmpty()) {
            return OptionalDouble.empty();
        }
        double angle =
                number(radians).orElseGet(() -> Math.toRadians(number(degrees).getAsDouble()));
        if (!(angle > 0 && angle < Math.PI)) {
            throw new UserError("%s of %s must lie between 0 and pi radians (180 degrees) but is %s radians."
                    .formatted(radians, file.path(), angle));
        }
        return OptionalDouble.of(0.5 * side / Math.tan(0.5 * angle));
    }

    private Distortion distortion() {
        for (String key : OTHER_LENSES) {
            JsonNode value = node(key);
            if (value != null && !value.toString().equals("false")) {
                throw new UserError(
                        "The lens model \"%s\" of %s is not supported; a perspective or fisheye camera is needed."
                                .formatted(key, file.path()));
            }
        }
        JsonNode named = node("camera_model");
        String model = named == null ? "OPENCV" : named.asString("?");
        JsonNode flag = node("is_fisheye");
        boolean fisheye = model.contains("FISHEYE") || (flag != null && flag.asBoolean(false));
        if (fisheye && !model.contains("THIN")) {
            return Distortion.fisheye(coefficient("k1"), coefficient("k2"), coefficient("k3"), coefficient("k4"));
        }
        return switch (model) {
            case "OPENCV", "PINHOLE", "SIMPLE_PINHOLE", "SIMPLE_RADIAL", "RADIAL" -> perspective();
            default ->
                throw new UserError("The camera_model %s of %s is not supported; use PINHOLE, OPENCV or OPENCV_FISHEYE."
                        .formatted(model, file.path()));
        };
    }

    private Distortion perspective() {
        if (coefficient("k4") != 0) {
            throw new UserError("k4 of %s belongs to a fisheye lens, but frame %s does not say that it is one."
                    .formatted(file.path(), name));
        }
        return Distortion.openCv(
                coefficient("k1"), coefficient("k2"), coefficient("k3"), coefficient("p1"), coefficient("p2"));
    }

    private double coefficient(String key) {
        return number(key).orElse(0);
    }

    private @Nullable JsonNode node(String key) {
        return frame.hasNonNull(key) ? frame.get(key) : file.root().get(key);
    }

    private OptionalDouble number(String key) {
        return file.number(frame.hasNonNull(key) ? frame : file.root(), key);
    }
}
