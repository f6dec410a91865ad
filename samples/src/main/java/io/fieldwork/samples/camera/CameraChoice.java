package io.fieldwork.samples.camera;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.CameraPaths;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.samples.kind.RenderOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where to look from: once around the scene, where a photograph was taken, or along the cameras of a file. */
public final class CameraChoice {
    private static final Pattern PHOTO = Pattern.compile("(test|train|validation|extrapolation):(\\d{1,6})");

    private CameraChoice() {}

    /**
     * The cameras of a wish.
     *
     * @param options with the wish as their camera: {@code orbit}, {@code test:I}, {@code train:I}, {@code validation:I}, {@code extrapolation:I}, or
     * a file that {@link CameraPaths} reads
     * @param orbit views of an orbit
     * @param scene where the photographs of the run were read from
     * @param capture the photographs of the run
     * @return cameras in scene coordinates, of the size of the photographs unless a file names another
     * @throws UserError if it is none of these
     */
    public static List<Camera> of(RenderOptions options, int orbit, SceneOptions scene, Capture capture) {
        String wish = options.camera();
        UserError.require(orbit > 0, "--frames", orbit, "a positive whole number");
        Matcher photo = PHOTO.matcher(wish);
        if (photo.matches()) {
            return List.of(photo(photo.group(1), Integer.parseInt(photo.group(2)), capture));
        }
        if (wish.equals("orbit")) {
            return orbit(capture, orbit);
        }
        Path file = options.directory().resolve(wish);
        UserError.require(
                Files.isRegularFile(file),
                "--camera",
                "'" + wish + "'",
                "orbit, test:I, train:I, validation:I, extrapolation:I, or a file");
        return CameraPaths.read(file, scene, capture, options.frames());
    }

    private static Camera photo(String part, int index, Capture capture) {
        List<Photo> photos = part.equals("extrapolation")
                ? capture.extrapolation()
                : Split.of("--camera", part).of(capture.train(), capture.validation(), capture.test());
        if (index >= photos.size()) {
            throw new UserError("--camera is '" + part + ":" + index + "', but there are " + photos.size() + " " + part
                    + " photos, counted from 0.");
        }
        return photos.get(index).camera();
    }

    /**
     * Once around what the training cameras look at, at the mean distance and the mean height of the training cameras, z up, with
     * the lens of the first.
     */
    private static List<Camera> orbit(Capture capture, int frames) {
        float[] middle = capture.middle();
        double distance = 0;
        double sine = 0;
        for (Photo photo : capture.train()) {
            float[] eye = photo.camera().pose().position();
            double away = Math.hypot(Math.hypot(eye[0] - middle[0], eye[1] - middle[1]), eye[2] - middle[2]);
            distance += away / capture.train().size();
            sine += (eye[2] - middle[2])
                    / Math.max(away, 1e-9)
                    / capture.train().size();
        }
        double height = Math.clamp(sine, -0.95, 0.95);
        Intrinsics lens = capture.train().getFirst().camera().intrinsics();
        return circle(lens, middle, distance, height, frames);
    }

    /** {@return so many cameras of one lens once around a box, all of it in the image, from half way up} */
    public static List<Camera> around(Box box, Intrinsics lens, int frames) {
        UserError.require(frames > 0, "--frames", frames, "a positive whole number");
        double radius = 0;
        for (float side : box.size()) {
            radius += side * side / 4;
        }
        double angle = Math.atan(Math.min(lens.width() / lens.fx(), lens.height() / lens.fy()) / 2);
        return circle(lens, middle(box), Math.sqrt(radius) / Math.sin(angle), 0.5, frames);
    }

    private static float[] middle(Box box) {
        float[] middle = box.min();
        for (int k = 0; k < middle.length; k++) {
            middle[k] += box.size()[k] / 2;
        }
        return middle;
    }

    private static List<Camera> circle(Intrinsics lens, float[] middle, double distance, double height, int frames) {
        double reach = Math.sqrt(1 - height * height);
        List<Camera> cameras = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            double angle = 2 * Math.PI * i / frames;
            float[] eye = {
                (float) (middle[0] + distance * reach * Math.cos(angle)),
                (float) (middle[1] + distance * reach * Math.sin(angle)),
                (float) (middle[2] + distance * height)
            };
            cameras.add(Camera.lookAt(lens, eye, middle, new float[] {0, 0, 1}));
        }
        return cameras;
    }

    /**
     * {@return the same view with another image size in pixels, cut or widened to the new shape} Pixels stay square,
     * and what was in the image along its narrower side stays in it.
     */
    public static Camera sized(Camera camera, int width, int height) {
        Intrinsics lens = camera.intrinsics();
        double scale = Math.min((double) width / lens.width(), (double) height / lens.height());
        Intrinsics other = new Intrinsics(
                width,
                height,
                lens.fx() * scale,
                lens.fy() * scale,
                width / 2.0 + (lens.cx() - lens.width() / 2.0) * scale,
                height / 2.0 + (lens.cy() - lens.height() / 2.0) * scale,
                lens.distortion());
        return new Camera(other, camera.pose());
    }
}
