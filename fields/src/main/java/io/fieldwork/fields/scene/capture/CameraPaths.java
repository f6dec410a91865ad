package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reading of camera paths: transforms files, whose images are ignored; paths of nerfstudio ({@code camera_path}); paths of
 * instant-ngp ({@code path} of {@code R}, {@code T} and {@code fov}).
 */
public final class CameraPaths {
    private CameraPaths() {}

    /**
     * Reads a path for a capture. What was guessed of its frame is logged as a warning.
     *
     * @param file JSON in any of the formats
     * @param scene where the capture was read from, its path absolute
     * @param capture gives the scene's frame, and the lens and image size where the file names none
     * @param views number of views; null takes those of the file, which of instant-ngp are the key frames
     * @return at least one camera in scene coordinates
     * @throws UserError if it cannot be read, or holds cameras that cannot be rendered
     */
    public static List<Camera> read(Path file, SceneOptions scene, Capture capture, @Nullable Integer views) {
        JsonFile json = JsonFile.read(file);
        List<Frame> frames;
        if (json.root().has("camera_path")) {
            frames = some(file, new NerfstudioPath(json, scene, capture).frames(), views);
        } else if (json.root().has("path")) {
            frames = new NgpPath(json, scene, capture).frames(views);
        } else if (json.root().has("frames")) {
            frames = some(file, new TransformsPath(json, capture).frames(), views);
        } else {
            throw new UserError(
                    file + " holds no cameras; expected frames (transforms.json), camera_path (nerfstudio) or"
                            + " path (instant-ngp).");
        }
        return new FrameCheck(file)
                .rotations(frames).stream()
                        .map(frame -> camera(frame, scene, capture))
                        .toList();
    }

    /** Evenly chosen ones of a path that has a camera for each view. */
    private static List<Frame> some(Path file, List<Frame> frames, @Nullable Integer views) {
        if (views == null || views == frames.size()) {
            return frames;
        }
        UserError.require(
                views < frames.size(), "--frames", views, "at most the %d of %s".formatted(frames.size(), file));
        double apart = views == 1 ? 0 : (frames.size() - 1.0) / (views - 1);
        return IntStream.range(0, views)
                .mapToObj(i -> frames.get((int) Math.round(i * apart)))
                .toList();
    }

    private static Camera camera(Frame frame, SceneOptions scene, Capture capture) {
        Intrinsics usual = usual(capture);
        Intrinsics lens = frame.lens().of(usual.width(), usual.height());
        return new Camera(
                scene.pixelCenters() ? lens : lens.shifted(0.5, 0.5),
                capture.transform().placed(frame.pose()));
    }

    /** The lens where a file names none. */
    static Intrinsics usual(Capture capture) {
        return capture.train().getFirst().camera().intrinsics();
    }
}
