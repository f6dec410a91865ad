package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A COLMAP model (binary or text; in the folder itself or below {@code sparse}) beside a folder {@code images}. The frame
 * of a reconstruction is arbitrary, so cameras are normalised ({@link Normalisation}). The box holds the 1st to 99th
 * percentile of the sparse points along each axis and a margin; where there are fewer than {@value #FEWEST_POINTS}, the
 * cube of the cameras.
 */
final class ColmapFormat implements Format {
    private static final int FEWEST_POINTS = 10;
    private static final double MARGIN = 0.05;

    @Override
    public CaptureLayout read(Path folder, SceneOptions options) {
        Path modelFolder = modelFolder(folder);
        if (modelFolder == null) {
            throw new UserError("The folder %s holds no COLMAP model (cameras.bin or cameras.txt, also under sparse/0)."
                    .formatted(folder));
        }
        ColmapModel model = Files.exists(modelFolder.resolve("cameras.bin"))
                ? ColmapBinary.read(modelFolder)
                : ColmapText.read(modelFolder);
        List<Frame> frames = frames(model, folder.resolve("images"), modelFolder);
        SceneTransform transform = Normalisation.of(frames, true, options.scale());
        Box box = options.box() == null
                ? box(model, frames, transform)
                : Box.cube(options.box().floatValue());
        return CaptureLayout.split(frames, options.holdout(), box, transform);
    }

    /** The folder of the model, or null. */
    static @Nullable Path modelFolder(Path folder) {
        for (String below : List.of("sparse/0", "sparse", "colmap/sparse/0", "")) {
            Path candidate = folder.resolve(below);
            if (Files.exists(candidate.resolve("cameras.bin")) || Files.exists(candidate.resolve("cameras.txt"))) {
                return candidate;
            }
        }
        return null;
    }

    private static List<Frame> frames(ColmapModel model, Path images, Path modelFolder) {
        List<Frame> frames = new ArrayList<>();
        for (ColmapModel.View view : model.views) {
            Path image = images.resolve(view.name());
            if (!Files.isRegularFile(image)) {
                throw new UserError(
                        "The image %s named by the COLMAP model in %s does not exist.".formatted(image, modelFolder));
            }
            Intrinsics intrinsics = Objects.requireNonNull(model.cameras.get(view.camera()));
            frames.add(new Frame(view.name(), image, view.pose(), (width, height) -> intrinsics));
        }
        if (frames.isEmpty()) {
            throw new UserError("The COLMAP model in %s lists no frames; at least one photograph is needed."
                    .formatted(modelFolder));
        }
        frames.sort(Comparator.comparing(Frame::name));
        return frames;
    }

    private static Box box(ColmapModel model, List<Frame> frames, SceneTransform transform) {
        if (model.points.size() < FEWEST_POINTS) {
            return Box.cube((float) Normalisation.positive(Normalisation.reach(frames, transform)));
        }
        double[][] axes = new double[3][model.points.size()];
        for (int i = 0; i < model.points.size(); i++) {
            double[] point = transform.fromWorld(model.points.get(i));
            for (int axis = 0; axis < 3; axis++) {
                axes[axis][i] = point[axis];
            }
        }
        double longest = 0;
        for (double[] axis : axes) {
            Arrays.sort(axis);
            longest = Math.max(longest, percentile(axis, 0.99) - percentile(axis, 0.01));
        }
        double margin = MARGIN * Normalisation.positive(longest);
        float[] corners = new float[6];
        for (int axis = 0; axis < 3; axis++) {
            corners[axis] = (float) (percentile(axes[axis], 0.01) - margin);
            corners[axis + 3] = (float) (percentile(axes[axis], 0.99) + margin);
        }
        return new Box(corners[0], corners[1], corners[2], corners[3], corners[4], corners[5]);
    }

    private static double percentile(double[] sorted, double fraction) {
        return sorted[(int) Math.round(fraction * (sorted.length - 1))];
    }
}
