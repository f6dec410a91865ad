package io.fieldwork.fields.scene.capture;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What other programs make of the frame of a capture's files, in which this project gives poses.
 *
 * @param file from that frame to the one in which nerfstudio reads the poses
 * @param original from that frame to the one from before {@code applied_transform}
 * @param normalised whether nerfstudio centres, scales and turns it
 * @param upright whether it turns it
 * @param cube to the coordinates of instant-ngp's unit cube, or null if it does not read such files
 */
record ToolFrames(
        SceneTransform file,
        SceneTransform original,
        boolean normalised,
        boolean upright,
        @Nullable SceneTransform cube) {
    /** Whose axes are instant-ngp's: y, z, x. */
    private static final double[] CYCLED = {0, 1, 0, 0, 0, 1, 1, 0, 0};
    /** What nerfstudio makes of COLMAP's axes: x, z, -y. */
    private static final double[] RAISED = {1, 0, 0, 0, 0, 1, 0, -1, 0};

    /** The frames of the capture at an absolute path. */
    static ToolFrames of(SceneOptions scene) {
        Path path = Path.of(scene.path());
        SceneTransform same = SceneTransform.identity();
        return switch (Captures.format(path, scene)) {
            case ColmapFormat colmap ->
                new ToolFrames(new SceneTransform(1, RAISED, new double[3]), same, true, true, null);
            case LlffFormat llff -> new ToolFrames(same, same, false, false, null);
            case DtuFormat dtu -> new ToolFrames(same, same, false, false, null);
            case BlenderFormat blender -> {
                JsonFile json = JsonFile.read(path.resolve("transforms_train.json"));
                yield new ToolFrames(same, same, false, false, cube(json));
            }
            case TransformsFormat transforms -> {
                JsonFile json = TransformsFormat.file(path);
                SceneTransform applied = TransformsFormat.applied(json);
                boolean upright = TransformsFormat.orients(json);
                yield TransformsFormat.isNgp(json, scene)
                        ? new ToolFrames(same, applied.inverse(), true, upright, cube(json))
                        : new ToolFrames(
                                applied, same, true, upright, cube(json).after(applied));
            }
        };
    }

    private static SceneTransform cube(JsonFile json) {
        SceneTransform toCube = SceneTransform.scaling(1, 0.5, 0.5, 0.5)
                .after(TransformsFormat.stated(json).transform());
        boolean mitsuba = json.root().has("normal_mts_args");
        return mitsuba ? toCube : new SceneTransform(1, CYCLED, new double[3]).after(toCube);
    }
}
