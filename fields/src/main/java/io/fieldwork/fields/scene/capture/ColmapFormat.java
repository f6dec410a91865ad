package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Intrinsics;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A COLMAP model (binary or text; in the folder itself or below {@code sparse}) beside a folder {@code images}, with
 * masks of the same names in a folder {@code masks}, if there is one. Of several models the one with most photographs is
 * taken. The frame of a reconstruction is arbitrary, so cameras are turned upright ({@link Normalisation}); box and scale
 * follow from the sparse points ({@link Placement}).
 */
final class ColmapFormat implements Format {
    private static final Logger LOG = LoggerFactory.getLogger(ColmapFormat.class);
    /** The files of a model but for its points, which may be missing. */
    private static final List<String> NEEDED = List.of("cameras", "images");

    @Override
    public CaptureLayout read(Path folder, SceneOptions options) {
        List<Path> folders = modelFolders(folder, ColmapFormat::isModel);
        if (folders.isEmpty()) {
            throw missing(folder);
        }
        List<ColmapModel> models = folders.stream().map(ColmapFormat::model).toList();
        int largest = 0;
        for (int i = 1; i < models.size(); i++) {
            largest = models.get(i).views.size() > models.get(largest).views.size() ? i : largest;
        }
        ColmapModel model = models.get(largest);
        Path chosen = folders.get(largest);
        if (models.size() > 1) {
            LOG.warn(
                    "{} holds {} COLMAP models with {} photographs; the largest, {}, is used.",
                    folder,
                    models.size(),
                    models.stream().map(each -> each.views.size()).toList(),
                    folder.relativize(chosen));
        }
        List<Frame> frames = frames(model, folder, images(folder, options.images()), chosen);
        return CaptureLayout.of(
                        frames,
                        model.points,
                        Normalisation.upright(frames.stream().map(Frame::pose).toList()),
                        null)
                .heldOut(options.holdout())
                .extrapolating(folder);
    }

    private static ColmapModel model(Path folder) {
        return holdsAll(folder, ".bin") ? ColmapBinary.read(folder) : ColmapText.read(folder);
    }

    /** Whether a folder holds a model, or a part of one. */
    static boolean holdsModel(Path folder) {
        return !modelFolders(folder, ColmapFormat::isPart).isEmpty();
    }

    private static UserError missing(Path folder) {
        List<Path> parts = modelFolders(folder, ColmapFormat::isPart);
        return new UserError(
                parts.isEmpty()
                        ? ("The folder %s holds no COLMAP model (cameras.bin and images.bin, or cameras.txt and images.txt,"
                                        + " also under sparse/0).")
                                .formatted(folder)
                        : incomplete(parts.getFirst()));
    }

    /** What a folder with a part of a model lacks. */
    private static String incomplete(Path part) {
        String ending = holdsAny(part, ".bin") ? ".bin" : ".txt";
        boolean cameras = Files.exists(part.resolve("cameras" + ending));
        return "The COLMAP model in %s has %s but no %s, which a model needs beside it."
                .formatted(part, (cameras ? "cameras" : "images") + ending, (cameras ? "images" : "cameras") + ending);
    }

    /** The folders of the models that lie side by side, in order of their names. */
    private static List<Path> modelFolders(Path folder, Predicate<Path> isOne) {
        for (String below : List.of("sparse", "colmap/sparse", "")) {
            Path parent = folder.resolve(below);
            List<Path> found = new ArrayList<>();
            if (isOne.test(parent)) {
                found.add(parent);
            }
            if (!below.isEmpty() && Files.isDirectory(parent)) {
                found.addAll(numbered(parent, isOne));
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static List<Path> numbered(Path parent, Predicate<Path> isOne) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, isOne::test)) {
            children.forEach(found::add);
        } catch (IOException e) {
            throw new UserError("The folder %s cannot be read (%s).".formatted(parent, UserError.reason(e)), e);
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private static boolean isModel(Path folder) {
        return holdsAll(folder, ".bin") || holdsAll(folder, ".txt");
    }

    private static boolean isPart(Path folder) {
        return holdsAny(folder, ".bin") || holdsAny(folder, ".txt");
    }

    private static boolean holdsAll(Path folder, String ending) {
        return NEEDED.stream().allMatch(name -> Files.exists(folder.resolve(name + ending)));
    }

    private static boolean holdsAny(Path folder, String ending) {
        return NEEDED.stream().anyMatch(name -> Files.exists(folder.resolve(name + ending)));
    }

    /** The folder that is named; {@code images}, which may be a link; or the only one whose name begins so. */
    private static Path images(Path folder, @Nullable String named) {
        Path usual = target(folder.resolve(named == null ? "images" : named));
        if (Files.isDirectory(usual)) {
            return usual;
        }
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> like = Files.newDirectoryStream(folder, "images*")) {
            like.forEach(path -> others.addAll(Files.isDirectory(path) ? List.of(path) : List.of()));
        } catch (IOException e) {
            throw new UserError("The folder %s cannot be read (%s).".formatted(folder, UserError.reason(e)), e);
        }
        if (named != null || others.size() != 1) {
            throw new UserError("The folder of images %s does not exist; scene.images names it, for example images_4."
                    .formatted(usual));
        }
        LOG.warn(
                "{} has no folder images; {} is used.",
                folder,
                others.getFirst().getFileName());
        return others.getFirst();
    }

    /** Where a link leads that was checked out as a file with its target in it, as Git does without links. */
    private static Path target(Path link) {
        try {
            return Files.isRegularFile(link) && Files.size(link) < 1000
                    ? link.resolveSibling(Files.readString(link).strip())
                    : link;
        } catch (IOException | InvalidPathException e) {
            return link;
        }
    }

    private static List<Frame> frames(ColmapModel model, Path folder, Path images, Path modelFolder) {
        List<Frame> frames = new ArrayList<>();
        for (ColmapModel.View view : model.views) {
            Intrinsics intrinsics = Objects.requireNonNull(model.cameras.get(view.camera()));
            Path mask = PixelMask.candidates(folder, view.name()).stream()
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElse(null);
            Path image = ImageFile.locate(images.resolve(view.name()));
            frames.add(new Frame(view.name(), image, view.pose(), (width, height) -> intrinsics, mask));
        }
        if (frames.isEmpty()) {
            throw new UserError("The COLMAP model in %s lists no frames; at least one photograph is needed."
                    .formatted(modelFolder));
        }
        frames.sort(Comparator.comparing(Frame::name));
        return new FrameCheck(modelFolder).usable(frames);
    }
}
