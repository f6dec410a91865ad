package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.scene.capture.CaptureLayout.Stated;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The layout of LLFF (Mildenhall et al. 2019): {@code poses_bounds.npy} [photographs, 17] for the images of {@code images} in the
 * order of their names. A row is a matrix [3, 5], whose columns are the camera's axes down, right and back, its place, and
 * height, width and focal length of the full size; then the depths of what is nearest and farthest. The box holds what
 * cameras see between these depths. All of space is contracted around what they see up to the harmonic mean of the two, that is, in the
 * nearer half of inverse depths, which the coordinates of NeRF for captures that face forward (NDC) are even in, too.
 */
final class LlffFormat implements Format {
    static final String FILE = "poses_bounds.npy";
    private static final int NUMBERS = 17;
    private static final double SIDE = 3;
    private static final double FARTHEST = 1e9;

    @Override
    public CaptureLayout read(Path folder, SceneOptions options) {
        Path file = folder.resolve(FILE);
        double[][] rows = rows(file);
        ImageFolder images = ImageFolder.of(folder, options.images(), "images", "images_4", "images_8", "images_2");
        images.require(rows.length, file);
        List<Frame> all = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            Path image = images.files().get(i);
            Intrinsics lens = lens(rows[i]);
            all.add(new Frame(image.getFileName().toString(), image, pose(rows[i]), (width, height) -> lens, null));
        }
        List<Frame> frames = new FrameCheck(file).usable(all);
        SceneTransform turn =
                Normalisation.upright(frames.stream().map(Frame::pose).toList());
        return CaptureLayout.of(frames, List.of(), turn, stated(frames, all, rows, turn, options))
                .heldOut(options.holdout())
                .extrapolating(folder);
    }

    /** Whether a folder has this layout. */
    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    private static double[][] rows(Path file) {
        NpyArray array = NpyArray.map(file);
        int[] shape = array.shape();
        if (!array.isNumeric() || shape.length != 2 || shape[1] != NUMBERS || shape[0] == 0) {
            throw new UserError("%s holds an array %s; expected numbers [photographs, 17]: 3x5 matrices and two depths."
                    .formatted(file, Arrays.toString(shape)));
        }
        double[] numbers = array.numbers();
        double[][] rows = new double[shape[0]][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(numbers, NUMBERS * i, NUMBERS * (i + 1));
            requireCamera(rows[i], i, file);
        }
        return rows;
    }

    private static void requireCamera(double[] row, int i, Path file) {
        double height = row[4];
        double width = row[9];
        boolean sized = height >= 1 && width >= 1 && Math.max(height, width) < 1 << 20 && row[14] > 0;
        boolean deep = row[15] > 0 && row[16] > row[15];
        String what = !Arrays.stream(row).allMatch(number -> Math.abs(number) < FARTHEST)
                ? "numbers that are not finite or beyond 1e9"
                : !sized
                        ? "an image of %s x %s and focal length %s".formatted(width, height, row[14])
                        : !deep ? "depths from %s to %s".formatted(row[15], row[16]) : "";
        if (!what.isEmpty()) {
            throw new UserError(
                    ("Row %d of %s has %s; expected a finite pose, a positive size and focal length, and depths of which"
                                    + " the second is larger.")
                            .formatted(i, file, what));
        }
    }

    private static Intrinsics lens(double[] row) {
        int width = (int) Math.round(row[9]);
        int height = (int) Math.round(row[4]);
        return new Intrinsics(width, height, row[14], row[14], 0.5 * width, 0.5 * height, Distortion.none());
    }

    /** From the axes down, right, back to right, up, back. */
    private static double[] pose(double[] row) {
        double[] pose = new double[12];
        for (int i = 0; i < 3; i++) {
            pose[4 * i] = row[5 * i + 1];
            pose[4 * i + 1] = -row[5 * i];
            pose[4 * i + 2] = row[5 * i + 2];
            pose[4 * i + 3] = row[5 * i + 3];
        }
        return pose;
    }

    private static Stated stated(
            List<Frame> frames, List<Frame> all, double[][] rows, SceneTransform turn, SceneOptions options) {
        int[] used = IntStream.range(0, all.size())
                .filter(i -> frames.stream()
                        .anyMatch(frame -> frame.image().equals(all.get(i).image())))
                .toArray();
        double[][] whole = bounds(used, all, rows, turn, row -> row[16]);
        double[][] nearer = bounds(used, all, rows, turn, row -> 2 / (1 / row[15] + 1 / row[16]));
        double longest = IntStream.range(0, 3)
                .mapToDouble(i -> whole[1][i] - whole[0][i])
                .max()
                .orElse(1);
        double scale = options.scale() == null ? SIDE / longest : options.scale();
        double[] shift = new double[3];
        Arrays.setAll(shift, i -> -0.5 * scale * (whole[0][i] + whole[1][i]));
        SceneTransform transform =
                SceneTransform.scaling(scale, shift[0], shift[1], shift[2]).after(turn);
        double near = 0.9
                * scale
                * Arrays.stream(used).mapToDouble(i -> rows[i][15]).min().orElse(0);
        return options.box() == null
                ? new Stated(
                        box(whole, scale, shift),
                        transform,
                        "the depths of " + FILE,
                        false,
                        near,
                        box(nearer, scale, shift))
                : new Stated(Box.cube(options.box().floatValue()), transform, "scene.box", false, near, null);
    }

    /** Bounds in scene coordinates. */
    private static Box box(double[][] bounds, double scale, double[] shift) {
        float[] at = new float[6];
        for (int i = 0; i < 6; i++) {
            at[i] = (float) (scale * bounds[i / 3][i % 3] + shift[i % 3]);
        }
        return new Box(at[0], at[1], at[2], at[3], at[4], at[5]);
    }

    /** The least and largest coordinates of what some cameras see between the smaller of their depths and another one. */
    private static double[][] bounds(
            int[] used, List<Frame> all, double[][] rows, SceneTransform turn, ToDoubleFunction<double[]> far) {
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (int i : used) {
            corners(all.get(i).pose(), rows[i], far.applyAsDouble(rows[i]))
                    .map(turn::fromWorld)
                    .forEach(corner -> {
                        for (int axis = 0; axis < 3; axis++) {
                            low[axis] = Math.min(low[axis], corner[axis]);
                            high[axis] = Math.max(high[axis], corner[axis]);
                        }
                    });
        }
        return new double[][] {low, high};
    }

    /** The corners of what a camera sees between the smaller of its depths and another one. */
    private static Stream<double[]> corners(double[] pose, double[] row, double far) {
        return IntStream.range(0, 8).mapToObj(corner -> {
            double depth = (corner & 1) == 0 ? row[15] : far;
            double x = (corner & 2) - 1;
            double y = (corner >> 1 & 2) - 1;
            double right = x * depth * 0.5 * row[9] / row[14];
            double up = y * depth * 0.5 * row[4] / row[14];
            double[] point = new double[3];
            for (int i = 0; i < 3; i++) {
                point[i] = pose[4 * i + 3] + right * pose[4 * i] + up * pose[4 * i + 1] - depth * pose[4 * i + 2];
            }
            return point;
        });
    }
}
