package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.joml.Intersectionf;
import org.joml.Vector3f;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reading of posed photographs in any of the known layouts, and writing in that of NeRF-Synthetic. */
public final class Captures {
    private static final Logger LOG = LoggerFactory.getLogger(Captures.class);

    private Captures() {}

    /**
     * Reads a capture: NeRF-Synthetic, instant-ngp, nerfstudio or COLMAP. All photos get alpha if any has it.
     *
     * @param options path and reading options
     * @param baseDirectory base of a relative path
     * @return the photographs
     * @throws UserError if a file is missing or cannot be used; the message names it
     */
    public static Capture read(SceneOptions options, Path baseDirectory) {
        Path path = baseDirectory.resolve(options.path()).normalize();
        if (!Files.exists(path)) {
            throw new UserError("The scene folder %s does not exist.".formatted(path));
        }
        CaptureLayout layout = format(path, options).read(path, options);
        PhotoLoader loader = new PhotoLoader(layout.transform(), options);
        List<List<Photo>> splits = Stream.of(layout.train(), layout.validation(), layout.test())
                .map(loader::load)
                .toList();
        if (splits.stream()
                .flatMap(List::stream)
                .anyMatch(photo -> photo.image().channels() == 4)) {
            splits = splits.stream().map(Captures::withAlpha).toList();
        }
        Capture capture = new Capture(splits.get(0), splits.get(1), splits.get(2), layout.box(), layout.transform());
        Image first = capture.train().getFirst().image();
        LOG.info(
                "{}: {} train, {} validation, {} test photos of {}x{}, {}",
                path,
                capture.train().size(),
                capture.validation().size(),
                capture.test().size(),
                first.width(),
                first.height(),
                capture.box());
        long blind = capture.train().stream()
                .filter(photo -> !looksAt(photo.camera(), capture.box()))
                .count();
        if (2 * blind > capture.train().size()) {
            LOG.warn(
                    "{} of {} training cameras do not look at the box; scene.scale or scene.box may be wrong.",
                    blind,
                    capture.train().size());
        }
        return capture;
    }

    /**
     * Writes a capture in the layout of NeRF-Synthetic: {@code transforms_SPLIT.json} and {@code SPLIT/NAME.png}. Poses
     * are written in scene coordinates.
     *
     * @param capture pinhole cameras that share one field of view and look through the middle of their images
     * @param folder the target; made if missing, files of the same names are replaced
     * @throws UserError if the layout cannot hold the cameras or the folder cannot be written
     */
    public static void writeBlender(Capture capture, Path folder) {
        new BlenderWriter(folder, capture).write();
    }

    private static Format format(Path path, SceneOptions options) {
        if (options.format() != null) {
            return switch (options.format()) {
                case "blender" -> new BlenderFormat();
                case "colmap" -> new ColmapFormat();
                default -> new TransformsFormat();
            };
        }
        if (Files.isRegularFile(path) || Files.exists(path.resolve("transforms.json"))) {
            return new TransformsFormat();
        }
        if (Files.exists(path.resolve("transforms_train.json"))) {
            return new BlenderFormat();
        }
        if (ColmapFormat.modelFolder(path) != null) {
            return new ColmapFormat();
        }
        throw new UserError(("The folder %s holds no transforms_train.json, no transforms.json"
                        + " and no COLMAP model (cameras.bin or cameras.txt, also under sparse/0).")
                .formatted(path));
    }

    /** Whether the ray through the middle of a camera's image meets a box. */
    static boolean looksAt(Camera camera, Box box) {
        float[] ray = new float[6];
        camera.ray(0.5 * camera.intrinsics().width(), 0.5 * camera.intrinsics().height(), ray, 0);
        return Intersectionf.testRayAab(
                new Vector3f(ray),
                new Vector3f(ray[3], ray[4], ray[5]),
                new Vector3f(box.minX(), box.minY(), box.minZ()),
                new Vector3f(box.maxX(), box.maxY(), box.maxZ()));
    }

    private static List<Photo> withAlpha(List<Photo> photos) {
        return photos.stream()
                .map(photo ->
                        new Photo(photo.name(), photo.camera(), photo.image().withAlpha()))
                .toList();
    }
}
