package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reading of posed photographs in any of the known layouts. */
public final class Captures {
    private static final Logger LOG = LoggerFactory.getLogger(Captures.class);

    private Captures() {}

    /**
     * Reads a capture: NeRF-Synthetic, instant-ngp, nerfstudio, COLMAP, LLFF or DTU as IDR has it. All photos get alpha if any has it.
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
        Placement placement = Placement.of(layout, options);
        Capture capture = load(path, layout, placement, options);
        Evidence.require(capture);
        if (options.background() == null && !capture.transparent()) {
            Evidence.warnOfGround(capture.train());
        }
        LOG.info("{}: {}, {}", path, capture.extent(), capture.transform());
        return capture;
    }

    private static Capture load(Path path, CaptureLayout layout, Placement placement, SceneOptions options) {
        RawImages cache = RawImages.of(path);
        PhotoLoader loader = new PhotoLoader(placement.transform(), options, layout.all(), cache, Room.here(cache));
        List<List<Photo>> splits = Stream.of(layout.train(), layout.validation(), layout.test(), layout.extrapolation())
                .map(loader::load)
                .toList();
        loader.report();
        return new Capture(
                splits.get(0),
                splits.get(1),
                splits.get(2),
                splits.get(3),
                placement.extent(),
                placement.transform(),
                loader.window());
    }

    /** The layout of a folder or file. */
    static Format format(Path path, SceneOptions options) {
        if (options.format() != null) {
            return switch (options.format()) {
                case "blender" -> new BlenderFormat();
                case "colmap" -> new ColmapFormat();
                case "llff" -> new LlffFormat();
                case "dtu" -> new DtuFormat();
                default -> new TransformsFormat();
            };
        }
        if (Files.isRegularFile(path) || Files.exists(path.resolve("transforms.json"))) {
            return new TransformsFormat();
        }
        if (Files.exists(path.resolve("transforms_train.json"))) {
            return new BlenderFormat();
        }
        if (ColmapFormat.holdsModel(path)) {
            return new ColmapFormat();
        }
        if (LlffFormat.isOne(path)) {
            return new LlffFormat();
        }
        if (DtuFormat.file(path).isPresent()) {
            return new DtuFormat();
        }
        throw new UserError(("The folder %s holds no transforms_train.json, no transforms.json,"
                        + " no COLMAP model (cameras and images as .bin or .txt, also under sparse/0), no poses_bounds.npy"
                        + " and no cameras.npz.")
                .formatted(path));
    }
}
