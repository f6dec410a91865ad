package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Pose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.joml.Vector3d;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frame that a nerfstudio path is in. A file {@code dataparser_transforms.json} beside the path, above it or in the
 * capture states it. Otherwise the path is either in nerfstudio's usual frame (mean up direction along z, mean position at
 * the origin, largest coordinate 1) or, as some programs write it, in that of the capture's files; it is taken to be in
 * the one in which its cameras stand nearer to those of the photographs.
 */
record NerfstudioFrame(Path path, SceneOptions scene, Capture capture) {
    private static final Logger LOG = LoggerFactory.getLogger(NerfstudioFrame.class);
    private static final String STATED = "dataparser_transforms.json";
    /** Quotient of two distances below which neither is clearly smaller. */
    private static final double CLEAR = 1.5;

    /** The transform from the frame of the capture's files to that of some cameras. */
    SceneTransform of(List<Frame> cameras) {
        ToolFrames tools = ToolFrames.of(scene);
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        Path above = folder.getParent() == null ? folder : folder.getParent();
        Path stated = Stream.of(folder, above, Path.of(scene.path()))
                .map(place -> place.resolve(STATED))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
        if (stated != null) {
            return stated(stated).after(tools.original());
        }
        return tools.normalised() ? nearer(cameras, usual(tools)) : SceneTransform.identity();
    }

    private static SceneTransform stated(Path at) {
        JsonFile file = JsonFile.read(at);
        double[] m = JsonFile.rows(file.root().get("transform"), 3, "transform of " + at);
        SceneTransform turn = new SceneTransform(
                1, new double[] {m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]}, new double[] {m[3], m[7], m[11]
                });
        double scale = file.number(file.root(), "scale").orElse(1);
        return SceneTransform.scaling(scale, 0, 0, 0).after(turn);
    }

    private SceneTransform usual(ToolFrames tools) {
        SceneTransform toFile = tools.file().after(capture.transform().inverse());
        List<double[]> poses = Stream.of(capture.train(), capture.validation(), capture.test())
                .flatMap(List::stream)
                .map(photo -> toFile.movePose(doubles(photo.camera().pose())))
                .toList();
        SceneTransform turn = tools.upright() ? Normalisation.upright(poses) : SceneTransform.identity();
        Vector3d mean = new Vector3d();
        poses.forEach(pose -> mean.add(pose[3] / poses.size(), pose[7] / poses.size(), pose[11] / poses.size()));
        SceneTransform centred = turn.after(SceneTransform.scaling(1, -mean.x, -mean.y, -mean.z));
        double largest = 0;
        for (double[] pose : poses) {
            for (double coordinate : centred.fromWorld(pose[3], pose[7], pose[11])) {
                largest = Math.max(largest, Math.abs(coordinate));
            }
        }
        return SceneTransform.scaling(1 / Normalisation.positive(largest), 0, 0, 0)
                .after(centred)
                .after(tools.file());
    }

    private static double[] doubles(Pose pose) {
        double[] rows = new double[12];
        for (int i = 0; i < 12; i++) {
            rows[i] = pose.rowMajor3x4()[i];
        }
        return rows;
    }

    private SceneTransform nearer(List<Frame> cameras, SceneTransform usual) {
        List<Vector3d> photos = capture.train().stream()
                .map(photo -> {
                    float[] eye = photo.camera().pose().position();
                    return new Vector3d(capture.transform().toWorld(eye[0], eye[1], eye[2]));
                })
                .toList();
        double normalised = away(cameras, usual.inverse(), photos);
        double plain = away(cameras, SceneTransform.identity(), photos);
        double side = capture.box().longest() / capture.transform().scale();
        if (Math.max(normalised, plain) < CLEAR * Math.min(normalised, plain)
                && Math.max(normalised, plain) > 0.01 * side) {
            throw new UserError(
                    ("%s may be in nerfstudio's frame or in that of the capture: its cameras stand about as near to"
                                    + " the photographs' in both. Put nerfstudio's %s beside it, or one that holds"
                                    + " {\"transform\": [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]], \"scale\": 1} for the capture's.")
                            .formatted(path, STATED));
        }
        LOG.warn(
                "{} is taken to be in {}, where its cameras are near those of the photographs; {} beside it says otherwise.",
                path,
                normalised <= plain ? "nerfstudio's usual frame" : "the frame of the capture's files",
                STATED);
        return normalised <= plain ? usual : SceneTransform.identity();
    }

    /** The mean distance of cameras from the nearest photograph's. */
    private static double away(List<Frame> cameras, SceneTransform moved, List<Vector3d> photos) {
        return cameras.stream()
                .map(camera -> moved.movePose(camera.pose()))
                .mapToDouble(pose -> photos.stream()
                        .mapToDouble(photo -> photo.distance(pose[3], pose[7], pose[11]))
                        .min()
                        .orElse(0))
                .average()
                .orElse(0);
    }
}
