package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

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
        List<Frame> train = frames(folder.resolve("transforms_train.json"));
        Path testFile = folder.resolve("transforms_test.json");
        CaptureLayout held = Files.exists(testFile)
                ? new CaptureLayout(train, List.of(), frames(testFile), box, transform)
                : CaptureLayout.split(train, options.holdout(), box, transform);
        Path validationFile = folder.resolve("transforms_val.json");
        List<Frame> validation = Files.exists(validationFile) ? frames(validationFile) : List.of();
        return new CaptureLayout(held.train(), validation, held.test(), box, transform);
    }

    private static List<Frame> frames(Path path) {
        JsonFile file = JsonFile.read(path);
        List<Frame> frames = new ArrayList<>();
        for (JsonNode frame : file.frames()) {
            String name = file.name(frame, frames.size());
            TransformsLens lens = new TransformsLens(file, frame, name);
            lens.expectFieldOfView();
            Path image = file.image(name);
            frames.add(new Frame(name, image, file.pose(frame, name), lens));
        }
        return frames;
    }
}
