package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.joml.Matrix3d;
import org.joml.Quaterniond;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A camera path of instant-ngp: key frames with the quaternion {@code R} (x, y, z, w) of a camera whose axes are x right, y
 * down and z along the view, its position {@code T} in the unit cube, and {@code fov} in degrees from the bottom to the top
 * of the image. Between them it follows instant-ngp's cubic B-spline, which does not go through them. {@code scale} and
 * {@code slice} choose the focal plane alone.
 */
record NgpPath(JsonFile file, SceneOptions scene, Capture capture) {
    private static final Logger LOG = LoggerFactory.getLogger(NgpPath.class);
    /** Numbers of a key: quaternion, position, field of view. */
    private static final int NUMBERS = 8;

    /** So many cameras along the path in the frame of the capture's files, or those of the key frames. */
    List<Frame> frames(@Nullable Integer views) {
        SceneTransform cube = ToolFrames.of(scene).cube();
        if (cube == null) {
            throw new UserError(
                    ("%s is a path of instant-ngp, in its coordinates of a transforms.json, but the capture %s is"
                                    + " a COLMAP model; expected a transforms.json or a path of nerfstudio.")
                            .formatted(file.path(), scene.path()));
        }
        List<double[]> keys = keys();
        if (views == null && keys.size() > 1) {
            LOG.warn(
                    "{} has {} key frames, each of which becomes a view; --frames follows instant-ngp's spline between"
                            + " them.",
                    file.path(),
                    keys.size());
        }
        List<double[]> cameras = views == null || keys.size() == 1 ? keys : along(keys, views);
        SceneTransform undo = cube.inverse();
        return IntStream.range(0, cameras.size())
                .mapToObj(i -> frame("number " + i, cameras.get(i), undo))
                .toList();
    }

    private Frame frame(String name, double[] key, SceneTransform undo) {
        Matrix3d m = new Quaterniond(key[0], key[1], key[2], key[3]).normalize().get(new Matrix3d());
        double[] pose = {m.m00, -m.m10, -m.m20, key[4], m.m01, -m.m11, -m.m21, key[5], m.m02, -m.m12, -m.m22, key[6]};
        double tangent = Math.tan(Math.toRadians(0.5 * key[7]));
        return new Frame(
                name,
                file.path(),
                null,
                undo.movePose(pose),
                (width, height) -> {
                    double focal = 0.5 * height / tangent;
                    return new Intrinsics(width, height, focal, focal, 0.5 * width, 0.5 * height, Distortion.none());
                },
                null);
    }

    private List<double[]> keys() {
        JsonNode list = file.root().get("path");
        if (!list.isArray() || list.isEmpty()) {
            throw new UserError("path of %s holds no key frames.".formatted(file.path()));
        }
        if (list.valueStream().anyMatch(key -> number(key, "aperture_size", 0) > 0 || number(key, "dof", 0) > 0)) {
            LOG.warn("{} has depth of field (aperture_size, dof), which is not rendered.", file.path());
        }
        List<double[]> keys = new ArrayList<>();
        for (JsonNode key : list) {
            double[] numbers = new double[NUMBERS];
            copy(key, "R", 4, numbers, 0);
            copy(key, "T", 3, numbers, 4);
            numbers[7] = number(key, "fov", Double.NaN);
            if (!(numbers[7] > 0 && numbers[7] < 180)) {
                throw new UserError("Key frame %d of %s needs a fov between 0 and 180 degrees."
                        .formatted(keys.size(), file.path()));
            }
            keys.add(numbers);
        }
        return keys;
    }

    private double number(JsonNode key, String name, double absent) {
        return file.number(key, name).orElse(absent);
    }

    private void copy(JsonNode key, String name, int count, double[] to, int at) {
        JsonNode values = key.path(name);
        if (values.size() != count || !values.valueStream().allMatch(JsonNode::isNumber)) {
            throw new UserError("A key frame of %s needs %d numbers in %s.".formatted(file.path(), count, name));
        }
        for (int i = 0; i < count; i++) {
            to[at + i] = values.get(i).asDouble();
        }
    }

    private List<double[]> along(List<double[]> keys, int views) {
        boolean loop = file.root().path("loop").asBoolean(false);
        double[] ends = ends(keys.size());
        double duration = loop ? ends[ends.length - 1] : ends[ends.length - 2];
        int pieces = Math.max(1, loop ? views : views - 1);
        return IntStream.range(0, views)
                .mapToObj(i -> {
                    double time = duration * i / pieces;
                    int segment = 0;
                    while (segment < ends.length - 1 && ends[segment] <= time) {
                        segment++;
                    }
                    double start = segment == 0 ? 0 : ends[segment - 1];
                    return spline(keys, segment, (time - start) / (ends[segment] - start), loop);
                })
                .toList();
    }

    /** The times at which the segments that begin at each key end, from {@code timestamp} or evenly. */
    private double[] ends(int count) {
        double[] even = new double[count];
        double[] stated = new double[count];
        boolean growing = true;
        for (int i = 0; i < count; i++) {
            even[i] = i + 1;
            stated[i] = number(file.root().get("path").get(i), "timestamp", 0);
            growing &= stated[i] > (i == 0 ? 0 : stated[i - 1]);
        }
        return growing ? stated : even;
    }

    private static double[] spline(List<double[]> keys, int segment, double t, boolean loop) {
        double[] weights = {
            (1 - t) * (1 - t) * (1 - t) / 6,
            ((3 * t - 6) * t * t + 4) / 6,
            (((3 - 3 * t) * t + 3) * t + 1) / 6,
            t * t * t / 6
        };
        double[] sum = new double[NUMBERS];
        int count = keys.size();
        for (int j = 0; j < 4; j++) {
            int at = segment + j - 1;
            double[] key = keys.get(loop ? Math.floorMod(at, count) : Math.clamp(at, 0, count - 1));
            double turned = sum[0] * key[0] + sum[1] * key[1] + sum[2] * key[2] + sum[3] * key[3] < 0 ? -1 : 1;
            for (int k = 0; k < NUMBERS; k++) {
                sum[k] += (k < 4 ? turned : 1) * weights[j] * key[k];
            }
        }
        return sum;
    }
}
