package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The layout of NeRF-Synthetic (Mildenhall et al. 2020): {@code transforms_train.json} and, where present,
 * {@code transforms_val.json} and {@code transforms_test.json}, each with {@code camera_angle_x} and frames of
 * {@code file_path} (without ending) and {@code transform_matrix} (camera-to-world, OpenGL axes, z up). The objects lie
 * within 1.5 of the origin. Images that no frame names, such as depth and normal maps, are ignored.
 */
final class BlenderFormat implements Format {
    static final double HALF_SIDE = 1.5;

    @Override
    public CaptureLayout read(Path folder, SceneOptions options) {
        SceneTransform transform = SceneTransform.scaling(options.scale() == null ? 1 : options.scale(), 0, 0, 0);
        Box box = Box.cube((float) (options.box() == null ? HALF_SIDE : options.box()));
        List<Frame> train =
                JsonFile.read(folder.resolve("transforms_train.json")).frames();
        List<Frame> test = frames(folder.resolve("transforms_test.json"));
        List<Frame> validation = frames(folder.resolve("transforms_val.json"));
        if (!test.isEmpty()) {
            return new CaptureLayout(train, validation, test, box, transform);
        }
        CaptureLayout held = CaptureLayout.split(train, options.holdout(), box, transform);
        return new CaptureLayout(held.train(), validation, held.test(), box, transform);
    }

    /** None where there is no file. */
    private static List<Frame> frames(Path path) {
        return Files.exists(path) ? JsonFile.read(path).frames() : List.of();
    }
}
