package io.fieldwork.fields.scene.capture;

import static io.fieldwork.fields.scene.capture.SceneFiles.looking;
import static io.fieldwork.fields.scene.capture.SceneFiles.noise;
import static io.fieldwork.fields.scene.capture.SceneFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Pose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.joml.Matrix3d;
import org.joml.Matrix4d;
import org.joml.Quaterniond;
import org.joml.Vector3d;
import org.joml.Vector4d;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that consist of the cameras of the photographs, written as other programs do, must see what those see. */
class CameraPathsTest {
    private static final int WIDTH = 12;
    private static final int HEIGHT = 8;
    private static final double FOV_Y = 40;
    private static final String LENS =
            "\"w\": %d, \"h\": %d, \"fl_x\": %s, \"fl_y\": %s".formatted(WIDTH, HEIGHT, focal(FOV_Y), focal(FOV_Y));

    @TempDir
    Path temp;

    private static double focal(double degrees) {
        return HEIGHT / 2.0 / Math.tan(Math.toRadians(degrees / 2));
    }

    /** Eyes on a tilted ring about (7, 1, -3), whose middle they look at. */
    private static float[] eye(int i) {
        double angle = 1.3 * i;
        return new float[] {(float) (7 + 3 * Math.cos(angle)), 2.5f + 0.2f * i, (float) (-3 + 3 * Math.sin(angle))};
    }

    private static Matrix4d pose(int i) {
        float[] m = Pose.lookAt(eye(i), new float[] {7, 1, -3}, new float[] {0, 1, 0})
                .rowMajor3x4();
        return new Matrix4d(m[0], m[4], m[8], 0, m[1], m[5], m[9], 0, m[2], m[6], m[10], 0, m[3], m[7], m[11], 1);
    }

    private SceneOptions capture(String name, String keys) {
        StringJoiner frames = new StringJoiner(",\n");
        for (int i = 0; i < 5; i++) {
            noise(WIDTH, HEIGHT, 3, i).writePng(temp.resolve("%d.png".formatted(i)));
            frames.add(looking(i + ".png", eye(i), new float[] {7, 1, -3}, ""));
        }
        write(temp.resolve(name), "{%s, %s \"frames\": [%s]}".formatted(LENS, keys, frames));
        boolean folder = name.startsWith("transforms_train");
        String path = (folder ? temp : temp.resolve(name)).toString();
        return SceneOptionsBuilder.builder().path(path).holdout(0).build();
    }

    private static String rows(Matrix4d m) {
        StringJoiner numbers = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < 16; i++) {
            numbers.add("%.9g".formatted(m.get(i % 4, i / 4)));
        }
        return numbers.toString();
    }

    private Path nerfstudio(String name, String keys, List<Matrix4d> cameras) {
        StringJoiner list = new StringJoiner(", ");
        cameras.forEach(camera ->
                list.add("{\"camera_to_world\": %s, \"fov\": %s, \"aspect\": 1.5}".formatted(rows(camera), FOV_Y)));
        String text = "{\"keyframes\": [], %s \"render_height\": %d.0, \"render_width\": %d.0, \"camera_path\": [%s]}"
                .formatted(keys, HEIGHT, WIDTH, list);
        return write(temp.resolve(name), text);
    }

    /** As nerfstudio does it: mean up to z by Rodrigues' formula, mean position to 0, largest coordinate to 1. */
    private static Matrix4d normalisation(List<Matrix4d> poses) {
        Vector3d up = new Vector3d();
        Vector3d mean = new Vector3d();
        for (Matrix4d pose : poses) {
            up.add(pose.m10(), pose.m11(), pose.m12());
            mean.add(pose.m30() / poses.size(), pose.m31() / poses.size(), pose.m32() / poses.size());
        }
        up.normalize();
        Vector3d axis = up.cross(new Vector3d(0, 0, 1), new Vector3d()).normalize();
        Matrix4d turn = new Matrix4d().rotation(Math.acos(up.z), axis).translate(mean.negate());
        double largest = 0;
        for (Matrix4d pose : poses) {
            Vector4d at = turn.transform(new Vector4d(pose.m30(), pose.m31(), pose.m32(), 1));
            largest = Math.max(largest, Math.max(Math.abs(at.x), Math.max(Math.abs(at.y), Math.abs(at.z))));
        }
        return new Matrix4d().scaling(1 / largest).mul(turn);
    }

    private static List<Matrix4d> poses(Matrix4d moved) {
        List<Matrix4d> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Matrix4d pose = moved.mul(pose(i), new Matrix4d());
            double size = Math.cbrt(pose.determinant3x3());
            all.add(pose.mul(new Matrix4d().scaling(1 / size)));
        }
        return all;
    }

    private static void assertSeesTheSame(Capture capture, List<Camera> path) {
        assertEquals(capture.train().size(), path.size());
        for (int i = 0; i < path.size(); i++) {
            for (double[] point : new double[][] {{0.5, 0.5}, {WIDTH - 1, 2}, {3.25, HEIGHT}}) {
                float[] expected = new float[6];
                float[] found = new float[6];
                capture.train().get(i).camera().ray(point[0], point[1], expected, 0);
                path.get(i).ray(point[0], point[1], found, 0);
                assertArrayEquals(expected, found, 2e-5f, "view " + i);
            }
            assertEquals(WIDTH, path.get(i).intrinsics().width());
        }
    }

    private void assertSeesTheSame(SceneOptions scene, Path path) {
        Capture capture = Captures.read(scene, temp);
        assertSeesTheSame(capture, CameraPaths.read(path, scene, capture, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"applied_transform\": [[1,0,0,0],[0,0,1,0],[0,-1,0,2]],",
                "\"aabb_scale\": 16,",
                "\"orientation_override\": \"none\","
            })
    void nerfstudiosOwnFrame(String keys) {
        Matrix4d usual = normalisation(poses(new Matrix4d()));
        if (keys.contains("override")) {
            Vector3d mean = new Vector3d();
            poses(new Matrix4d()).forEach(pose -> mean.add(pose.m30() / 5, pose.m31() / 5, pose.m32() / 5));
            double largest = poses(new Matrix4d()).stream()
                    .mapToDouble(pose -> pose.getTranslation(new Vector3d())
                            .sub(mean)
                            .absolute()
                            .get(pose.getTranslation(new Vector3d()).sub(mean).maxComponent()))
                    .max()
                    .orElseThrow();
            usual = new Matrix4d().scaling(1 / largest).translate(mean.negate());
        }
        SceneOptions scene = capture("transforms.json", keys);
        assertSeesTheSame(scene, nerfstudio("camera_path.json", "\"camera_type\": \"perspective\",", poses(usual)));
    }

    @Test
    void aPathInTheFrameOfTheCaptureIsTold() {
        assertSeesTheSame(capture("transforms.json", ""), nerfstudio("p.json", "", poses(new Matrix4d())));
    }

    @Test
    void syntheticScenesAreNotNormalised() {
        SceneOptions scene = capture("transforms_train.json", "\"camera_angle_x\": 0.6,");
        assertSeesTheSame(scene, nerfstudio("p.json", "", poses(new Matrix4d())));
    }

    @Test
    void theTransformOfARunIsBelieved() {
        Matrix4d odd = new Matrix4d().rotationXYZ(0.3, -1, 2).translate(5, 6, 7);
        write(
                temp.resolve("dataparser_transforms.json"),
                "{\"scale\": 0.25, \"transform\": [%s, %s, %s]}".formatted(row(odd, 0), row(odd, 1), row(odd, 2)));
        Matrix4d moved = new Matrix4d().scaling(0.25).mul(odd);
        assertSeesTheSame(capture("transforms.json", ""), nerfstudio("paths/p.json", "", poses(moved)));
    }

    private static String row(Matrix4d m, int i) {
        return "[%.9g, %.9g, %.9g, %.9g]".formatted(m.get(0, i), m.get(1, i), m.get(2, i), m.get(3, i));
    }

    @Test
    void anEquidistantFisheyeIsRendered() {
        SceneOptions scene = capture("transforms.json", "");
        Capture capture = Captures.read(scene, temp);
        Path path = nerfstudio("p.json", "\"camera_type\": \"fisheye\",", poses(new Matrix4d()));
        Camera camera = CameraPaths.read(path, scene, capture, 1).getFirst();
        float[] axis = new float[6];
        float[] side = new float[6];
        camera.ray(WIDTH / 2.0, HEIGHT / 2.0, axis, 0);
        camera.ray(WIDTH, HEIGHT / 2.0, side, 0);
        double cosine = axis[3] * side[3] + axis[4] * side[4] + axis[5] * side[5];
        assertEquals(
                WIDTH / 2.0 / focal(FOV_Y), Math.acos(cosine), 1e-5, "the angle is the distance over the focal length");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"camera_path\": [], | no cameras",
                "\"camera_type\": \"equirectangular\", \"camera_path\": [{}], | equirectangular",
                "\"camera_path\": [{\"fov\": 50, \"camera_to_world\": [1, 2]}], | camera_to_world of camera number 0",
                "\"camera_path\": [{\"fov\": 190, \"camera_to_world\": [1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1]}], | fov",
                "\"path\": [], | no key frames",
                "\"path\": [{\"R\": [0, 0, 0, 1], \"T\": [0, 0], \"fov\": 50}], | 3 numbers in T",
                "\"path\": [{\"R\": [0, 0, 0, 1], \"T\": [0, 0, 0]}], | fov",
                "\"keys\": [], | holds no cameras",
                "\"frames\": [{}], | transform_matrix",
                "\"frames\": [{\"transform_matrix\": [[-1,0,0,0],[0,1,0,0],[0,0,1,0],[0,0,0,1]]}], | mirrored"
            })
    void whatCannotBeRenderedIsOneSentence(String keys, String expected) {
        SceneOptions scene = capture("transforms.json", "");
        Capture capture = Captures.read(scene, temp);
        Path path = write(temp.resolve("p.json"), "{" + keys + " \"x\": 0}");
        UserError error = assertThrows(UserError.class, () -> CameraPaths.read(path, scene, capture, null));
        assertTrue(error.getMessage().contains(expected) && error.getMessage().contains("p.json"), error.getMessage());
    }

    /** As instant-ngp does it: columns y and z turned round, scaled and moved, rows y, z, x; of Mitsuba columns x and z back. */
    private static String key(Matrix4d pose, double scale, double[] offset, boolean mitsuba) {
        double[][] c = new double[4][3];
        for (int column = 0; column < 4; column++) {
            for (int row = 0; row < 3; row++) {
                double sign = column == 1 || column == 2 ? -1 : 1;
                double back = mitsuba && (column == 0 || column == 2) ? -1 : 1;
                double value = sign * back * pose.get(column, row);
                int to = mitsuba ? row : (row + 2) % 3;
                c[column][to] = column == 3 ? value * scale + offset[row] : value;
            }
        }
        Quaterniond q = new Matrix3d(c[0][0], c[0][1], c[0][2], c[1][0], c[1][1], c[1][2], c[2][0], c[2][1], c[2][2])
                .getNormalizedRotation(new Quaterniond());
        return "{\"R\": [%s, %s, %s, %s], \"T\": [%s, %s, %s], \"slice\": 0.1, \"scale\": 2, \"fov\": %s, \"dof\": 0}"
                .formatted(q.x, q.y, q.z, q.w, c[3][0], c[3][1], c[3][2], FOV_Y);
    }

    private Path ngp(double scale, double[] offset, boolean mitsuba) {
        StringJoiner keys = new StringJoiner(", ");
        poses(new Matrix4d()).forEach(pose -> keys.add(key(pose, scale, offset, mitsuba)));
        return write(temp.resolve("base_cam.json"), "{\"time\": 1, \"path\": [%s]}".formatted(keys));
    }

    @Test
    void instantNgpsCubeByScaleAndOffset() {
        SceneOptions scene =
                capture("transforms.json", "\"aabb_scale\": 4, \"scale\": 0.1, \"offset\": [0.2, 0.3, 0.8],");
        assertSeesTheSame(scene, ngp(0.1, new double[] {0.2, 0.3, 0.8}, false));
    }

    @Test
    void instantNgpsUsualCubeOfOtherCaptures() {
        double[] half = {0.5, 0.5, 0.5};
        assertSeesTheSame(capture("transforms_train.json", "\"camera_angle_x\": 0.6,"), ngp(0.33, half, false));
        assertSeesTheSame(capture("transforms.json", ""), ngp(0.33, half, false));
    }

    @Test
    void instantNgpsCubeByCorners() {
        SceneOptions scene = capture("transforms.json", "\"aabb\": [[3, -1, -7], [11, 4, 1]],");
        double s = 1 / 8.0;
        assertSeesTheSame(scene, ngp(s, new double[] {0.5 - 7 * s, 0.5 - 1.5 * s, 0.5 + 3 * s}, false));
    }

    @Test
    void instantNgpsCubeOfAnotherScaleOfTheScene() {
        SceneOptions own = capture("transforms.json", "\"aabb_scale\": 2,");
        SceneOptions scene = SceneOptionsBuilder.builder(own).scale(0.2).build();
        assertSeesTheSame(scene, ngp(0.33, new double[] {0.5, 0.5, 0.5}, false));
    }

    @Test
    void betweenKeyFramesInstantNgpsSplineIsFollowed() {
        SceneOptions scene = capture("transforms.json", "\"aabb_scale\": 1, \"scale\": 1, \"offset\": 0.5,");
        Capture capture = Captures.read(scene, temp);
        StringJoiner keys = new StringJoiner(", ");
        for (double at : new double[] {0, 1, 2, 6}) {
            keys.add("{\"R\": [0,0,0,1], \"T\": [0.5, 0.5, %s], \"fov\": 50}".formatted(0.5 + at));
        }
        Path path = write(temp.resolve("p.json"), "{\"path\": [%s]}".formatted(keys));
        List<Camera> views = CameraPaths.read(path, scene, capture, 4);
        double[] expected = {1 / 6.0, 1, (1 + 8 + 6) / 6.0, (2 + 24 + 6) / 6.0};
        for (int i = 0; i < 4; i++) {
            assertEquals(expected[i], views.get(i).pose().position()[0], 1e-5, "their third axis is our first");
        }
        assertEquals(4, CameraPaths.read(path, scene, capture, null).size());
        assertEquals(
                6, CameraPaths.read(path, scene, capture, null).getLast().pose().position()[0], 1e-5);
    }

    @Test
    void aTransformsFileIsAPathWithItsLensesAndItsAppliedTransform() {
        String lens = "\"k1\": -0.05, \"cx\": 5, \"p1\": 0.01, \"applied_transform\": [[0,1,0,1],[0,0,1,0],[1,0,0,2]],";
        SceneOptions scene = capture("transforms.json", lens);
        assertSeesTheSame(scene, temp.resolve("transforms.json"));
    }

    @Test
    void aNamedNumberOfViewsIsSpreadOverThePath() {
        SceneOptions scene = capture("transforms.json", "");
        Capture capture = Captures.read(scene, temp);
        Path file = temp.resolve("transforms.json");
        List<Camera> all = CameraPaths.read(file, scene, capture, null);
        assertEquals(List.of(all.get(0), all.get(2), all.get(4)), CameraPaths.read(file, scene, capture, 3));
        UserError error = assertThrows(UserError.class, () -> CameraPaths.read(file, scene, capture, 6));
        assertTrue(error.getMessage().toLowerCase(Locale.ROOT).contains("at most the 5"), error.getMessage());
    }
}
