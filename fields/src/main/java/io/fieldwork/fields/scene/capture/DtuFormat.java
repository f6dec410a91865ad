package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layout in which IDR reads DTU and BlendedMVS (Yariv et al. 2020): {@code cameras.npz}, or NeuS's
 * {@code cameras_sphere.npz}, with projections {@code world_mat_i} = K [R | t] for the images of {@code image} in the order of
 * their names, in which the middle of the first pixel is (0, 0). What masks in {@code mask} leave out is empty; then the box is
 * that of the unit sphere, which {@code scale_mat_i} takes to the object. Without masks the box follows from the cameras.
 */
final class DtuFormat implements Format {
    private static final Logger LOG = LoggerFactory.getLogger(DtuFormat.class);
    private static final List<String> FILES = List.of("cameras.npz", "cameras_sphere.npz");
    private static final double HALF_SIDE = 1.5;
    private static final double FARTHEST = 1e9;
    /** Skew in focal lengths that is worth a word. */
    private static final double SKEWED = 1e-3;

    @Override
    public CaptureLayout read(Path folder, SceneOptions options) {
        Path file = file(folder)
                .orElseThrow(() ->
                        new UserError("The folder %s holds no cameras.npz or cameras_sphere.npz.".formatted(folder)));
        NpzFile cameras = NpzFile.map(file);
        int count = (int) cameras.names().stream()
                .filter(name -> name.matches("world_mat_\\d+"))
                .count();
        ImageFolder images = ImageFolder.of(folder, options.images(), "image", "images");
        images.require(count, file);
        ImageFolder masks = ImageFolder.find(folder, "mask", "masks");
        if (masks != null) {
            masks.require(count, file);
        }
        List<Frame> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(frame(
                    cameras,
                    file,
                    i,
                    images.files().get(i),
                    masks == null ? null : masks.files().get(i)));
        }
        List<Frame> frames = new FrameCheck(file).usable(all);
        SceneTransform turn =
                Normalisation.upright(frames.stream().map(Frame::pose).toList());
        boolean sphere = masks != null && cameras.names().contains("scale_mat_0");
        return CaptureLayout.of(frames, List.of(), turn, sphere ? stated(cameras, file, turn, options) : null)
                .heldOut(options.holdout())
                .extrapolating(folder);
    }

    /** The cameras of a folder of this layout. */
    static Optional<Path> file(Path folder) {
        return FILES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    private static Frame frame(NpzFile cameras, Path file, int i, Path image, @Nullable Path mask) {
        String name = "world_mat_" + i;
        Projection camera = Projection.of(matrix(cameras, name, file));
        if (camera == null || Arrays.stream(camera.pose()).anyMatch(number -> !(Math.abs(number) < FARTHEST))) {
            throw new UserError("%s of %s is no projection K [R | t] of a camera.".formatted(name, file));
        }
        if (i == 0 && Math.abs(camera.skew()) > SKEWED * camera.focal()[0]) {
            LOG.warn("The pixels of {} are skewed by {}, which is left out.", file, camera.skew() / camera.focal()[0]);
        }
        CaptureLayout.Lens lens = (width, height) -> lens(camera, width, height, name, file);
        Frame frame = new Frame(image.getFileName().toString(), image, camera.pose(), lens, null);
        return mask == null ? frame : frame.opaqueIn(mask);
    }

    /** The intrinsics; the file does not say for which size they are, but their middle must be about that of the image. */
    private static Intrinsics lens(Projection camera, int width, int height, String name, Path file) {
        double[] focal = camera.focal();
        double x = camera.centre()[0] + 0.5;
        double y = camera.centre()[1] + 0.5;
        boolean fits = Math.abs(x / width - 0.5) < 0.3 && Math.abs(y / height - 0.5) < 0.3 && focal[0] > 0.05 * width;
        if (!fits) {
            throw new UserError(
                    ("%s of %s has the focal length %.4g and the middle (%.4g, %.4g), which do not fit an image of %dx%d;"
                                    + " expected K [R | t] with K in pixels of the image.")
                            .formatted(name, file, focal[0], x, y, width, height));
        }
        return new Intrinsics(width, height, focal[0], focal[1], x, y, Distortion.none());
    }

    /** The first three rows of a matrix [4, 4] or [3, 4], [12]. */
    private static double[] matrix(NpzFile cameras, String name, Path file) {
        NpyArray array = cameras.array(name);
        int[] shape = array.shape();
        boolean fits = array.isNumeric() && shape.length == 2 && (shape[0] == 3 || shape[0] == 4) && shape[1] == 4;
        if (!fits) {
            throw new UserError("%s of %s has the shape %s; expected numbers [4, 4]."
                    .formatted(name, file, Arrays.toString(shape)));
        }
        return Arrays.copyOf(array.numbers(), 12);
    }

    private static Stated stated(NpzFile cameras, Path file, SceneTransform turn, SceneOptions options) {
        double[] m = matrix(cameras, "scale_mat_0", file);
        double radius = m[0];
        boolean even = Math.abs(m[5] - radius) + Math.abs(m[10] - radius) < 1e-3 * radius;
        if (!(radius > 0 && radius < FARTHEST)
                || !even
                || !(Math.abs(m[3]) + Math.abs(m[7]) + Math.abs(m[11]) < FARTHEST)) {
            throw new UserError(
                    "scale_mat_0 of %s has the diagonal %s, %s, %s; expected one positive number, the radius."
                            .formatted(file, m[0], m[5], m[10]));
        }
        double scale = options.scale() == null ? HALF_SIDE / radius : options.scale();
        double half = options.box() == null ? scale * radius : options.box();
        double[] middle = turn.fromWorld(m[3], m[7], m[11]);
        SceneTransform transform = SceneTransform.scaling(
                        scale, -scale * middle[0], -scale * middle[1], -scale * middle[2])
                .after(turn);
        String origin = options.box() == null ? "scale_mat" : "scene.box";
        return new Stated(Box.cube((float) half), transform, origin + "; masks as opacity", false);
    }
}
