package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.scene.capture.CaptureLayout.Stated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layout of NeRF-Synthetic (Mildenhall et al. 2020): {@code transforms_train.json} and, where present,
 * {@code transforms_val.json}, {@code transforms_test.json} and {@code transforms_extrapolation.json}, each with {@code camera_angle_x} and frames of
 * {@code file_path} (without ending) and {@code transform_matrix} (camera-to-world, OpenGL axes, z up). The objects lie
 * within 1.5 of the origin, unless {@code aabb_scale} says otherwise or the cameras look elsewhere. Images that no frame
 * names, such as depth and normal maps, are ignored, and so are test frames without any image, which are a camera path.
 */
final class BlenderFormat implements Format {
    private static final Logger LOG = LoggerFactory.getLogger(BlenderFormat.class);
    private static final double HALF_SIDE = 1.5;

    @Override
    public CaptureLayout read(Path folder, SceneOptions options) {
        JsonFile file = JsonFile.read(folder.resolve("transforms_train.json"));
        List<Frame> train = file.frames(options.images());
        List<Frame> validation = frames(folder.resolve("transforms_val.json"), options);
        List<Frame> test = frames(folder.resolve("transforms_test.json"), options);
        List<Frame> away = frames(folder.resolve("transforms_extrapolation.json"), options);
        SceneTransform identity = SceneTransform.identity();
        return new CaptureLayout(train, validation, test, away, List.of(), identity, stated(file, options))
                .heldOut(options.holdout());
    }

    /** instant-ngp shows aabb_scale / 0.33 of such a scene. */
    private static Stated stated(JsonFile file, SceneOptions options) {
        SceneTransform transform = SceneTransform.scaling(options.scale() == null ? 1 : options.scale(), 0, 0, 0);
        OptionalDouble scale = file.number(file.root(), "aabb_scale");
        if (options.box() != null) {
            return new Stated(Box.cube(options.box().floatValue()), transform, "scene.box", false);
        }
        if (scale.isPresent()) {
            double half = TransformsFormat.half(file, scale.getAsDouble()) / TransformsFormat.NGP_SCALE;
            return new Stated(Box.cube((float) half), transform, "aabb_scale", false);
        }
        return new Stated(
                Box.cube((float) HALF_SIDE), transform, "the custom of NeRF-Synthetic", options.scale() == null);
    }

    /** None where there is no file, or none of its images. */
    private static List<Frame> frames(Path path, SceneOptions options) {
        if (!Files.exists(path)) {
            return List.of();
        }
        JsonFile file = JsonFile.read(path);
        List<Frame> listed = file.listed(options.images());
        if (listed.stream().allMatch(frame -> frame.header() == null)) {
            LOG.warn("The {} frames of {} have no images; they are a camera path.", listed.size(), path);
            return List.of();
        }
        return new FrameCheck(path).usable(listed);
    }
}
