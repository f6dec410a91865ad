package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A sparse reconstruction as COLMAP stores it (Schoenberger and Frahm 2016), filled by the text or binary parser. */
final class ColmapModel {
    private static final List<String> MODELS = List.of(
            "SIMPLE_PINHOLE",
            "PINHOLE",
            "SIMPLE_RADIAL",
            "RADIAL",
            "OPENCV",
            "OPENCV_FISHEYE",
            "FULL_OPENCV",
            "FOV",
            "SIMPLE_RADIAL_FISHEYE",
            "RADIAL_FISHEYE",
            "THIN_PRISM_FISHEYE");
    private static final int[] PARAMETERS = {3, 4, 4, 5, 8, 8, 12, 5, 4, 5, 12};

    /**
     * A registered photograph.
     *
     * @param name path below the image folder
     * @param camera key of its camera
     * @param pose [12], camera-to-world, OpenGL axes
     */
    record View(String name, int camera, double[] pose) {}

    final Map<Integer, Intrinsics> cameras = new HashMap<>();
    /** The models of cameras that cannot be used, which matters where a photograph is of one. */
    private final Map<Integer, String> unusable = new HashMap<>();

    final List<View> views = new ArrayList<>();
    /** Sparse points, [3] each. */
    final List<double[]> points = new ArrayList<>();

    /** The number of a model's parameters. */
    static int parameterCount(int model, Path file) {
        if (model < 0 || model >= PARAMETERS.length) {
            throw new UserError("The camera model number %d of %s is not known.".formatted(model, file));
        }
        return PARAMETERS[model];
    }

    static int modelNumber(String name, Path file) {
        if (!MODELS.contains(name)) {
            throw new UserError("The camera model %s of %s is not known.".formatted(name, file));
        }
        return MODELS.indexOf(name);
    }

    void addCamera(int id, int model, int width, int height, double[] p, Path file) {
        if (model == 7 || model == 10) {
            unusable.put(id, MODELS.get(model));
            return;
        }
        Distortion lens = switch (model) {
            case 0, 1 -> Distortion.none();
            case 2 -> Distortion.openCv(p[3], 0, 0, 0, 0);
            case 3 -> Distortion.openCv(p[3], p[4], 0, 0, 0);
            case 4 -> Distortion.openCv(p[4], p[5], 0, p[6], p[7]);
            case 5 -> Distortion.fisheye(p[4], p[5], p[6], p[7]);
            case 6 -> new Distortion(Distortion.Model.OPENCV, p[4], p[5], p[8], p[9], p[10], p[11], p[6], p[7]);
            case 8 -> Distortion.fisheye(p[3], 0, 0, 0);
            case 9 -> Distortion.fisheye(p[3], p[4], 0, 0);
            default -> throw new IllegalArgumentException(MODELS.get(model) + " in " + file);
        };
        boolean oneFocal = model == 0 || model == 2 || model == 3 || model >= 8;
        int centre = oneFocal ? 1 : 2;
        cameras.put(id, new Intrinsics(width, height, p[0], p[centre - 1], p[centre], p[centre + 1], lens));
    }

    /**
     * Adds a photograph.
     *
     * @param q [4], rotation from world to camera, w x y z
     * @param t [3], x_camera = R x_world + t, axes x right, y down, z forward
     */
    void addView(String name, int camera, double[] q, double[] t, Path file) {
        if (unusable.containsKey(camera)) {
            throw new UserError(
                    "The camera model %s of the image %s in %s is not supported; undistort the images first."
                            .formatted(unusable.get(camera), name, file));
        }
        if (!cameras.containsKey(camera)) {
            throw new UserError(
                    "The image %s of %s names camera %d, which does not exist.".formatted(name, file, camera));
        }
        views.add(new View(name, camera, cameraToWorld(name, q, t, file)));
    }

    private static double[] cameraToWorld(String name, double[] q, double[] t, Path file) {
        double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        if (!(norm > 1e-9) || !Double.isFinite(norm + t[0] + t[1] + t[2])) {
            throw new UserError(
                    "The pose of image %s in %s is not a rotation and a finite translation.".formatted(name, file));
        }
        double w = q[0] / norm;
        double x = q[1] / norm;
        double y = q[2] / norm;
        double z = q[3] / norm;
        double[][] rotation = {
            {1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)},
            {2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)},
            {2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)}
        };
        double[] pose = new double[12];
        for (int i = 0; i < 3; i++) {
            pose[4 * i] = rotation[0][i];
            pose[4 * i + 1] = -rotation[1][i];
            pose[4 * i + 2] = -rotation[2][i];
            pose[4 * i + 3] = -(rotation[0][i] * t[0] + rotation[1][i] * t[1] + rotation[2][i] * t[2]);
        }
        return pose;
    }
}
