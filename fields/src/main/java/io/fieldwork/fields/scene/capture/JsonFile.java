package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON file whose errors name the file.
 *
 * @param path of the file
 * @param root its object
 */
record JsonFile(Path path, JsonNode root) {
    private static final Logger LOG = LoggerFactory.getLogger(JsonFile.class);
    private static final List<String> UNUSED = List.of(
            "black_transparent",
            "envmap",
            "fix_premult",
            "from_na",
            "rolling_shutter",
            "time",
            "transform_matrix_end",
            "transform_matrix_start",
            "white_transparent");
    private static final double MILLIMETRE = 1e-3;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    static JsonFile read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new UserError("The file %s does not exist.".formatted(path));
        }
        try {
            JsonNode root = MAPPER.readTree(Files.readAllBytes(path));
            if (!root.isObject()) {
                throw new UserError("%s must hold a JSON object.".formatted(path));
            }
            return new JsonFile(path, root);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String place = at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
            String what = e.getOriginalMessage().replaceFirst(" *\\(start marker at .*", "");
            throw new UserError("%s is not valid JSON: %s%s.".formatted(path, what, place), e);
        } catch (IOException e) {
            throw new UserError("The file %s cannot be read (%s).".formatted(path, UserError.reason(e)), e);
        }
    }

    /** The photographs of the array {@code frames}, also those whose image is missing. */
    List<Frame> listed(@Nullable String imageFolder) {
        JsonNode list = root.path("frames");
        if (!list.isArray()) {
            throw new UserError("%s has no list \"frames\".".formatted(path));
        }
        if (list.isEmpty()) {
            throw new UserError("%s lists no frames; at least one photograph is needed.".formatted(path));
        }
        nameUnused(list);
        List<Frame> frames = new ArrayList<>();
        List<String> unposed = new ArrayList<>();
        for (JsonNode frame : list) {
            String name = name(frame, frames.size() + unposed.size());
            if (isUnposed(frame.path("transform_matrix"))) {
                unposed.add(name);
                continue;
            }
            TransformsLens lens = new TransformsLens(this, frame, name);
            lens.expectFieldOfView();
            String what = "The transform_matrix of frame %s in %s".formatted(name, path);
            Path image = image(chosen(name, imageFolder));
            JsonNode matrix = frame.path("transform_matrix");
            boolean three = matrix.size() == 3 && matrix.path(0).size() == 4;
            double[] pose = rows(frame.get("transform_matrix"), three ? 3 : 4, what);
            frames.add(new Frame(name, image, pose, lens, mask(frame, image)).with(depths(frame)));
        }
        if (frames.isEmpty()) {
            throw new UserError(
                    "No transform_matrix of %s is finite, such as that of %s.".formatted(path, unposed.getFirst()));
        }
        long images = frames.stream().map(Frame::image).distinct().count();
        if (images < frames.size()) {
            LOG.warn(
                    "The {} frames of {} name only {} different images; each should have its own.",
                    frames.size(),
                    path,
                    images);
        }
        if (!unposed.isEmpty()) {
            LOG.warn(
                    "{} of the {} frames of {} are left out, as their transform_matrix is not finite; the first is {}.",
                    unposed.size(),
                    list.size(),
                    path,
                    unposed.getFirst());
        }
        return frames;
    }

    /** Whether a matrix holds NaN or infinity, as programs write it for photographs that they could not place. */
    private static boolean isUnposed(JsonNode matrix) {
        return matrix.valueStream()
                .flatMap(JsonNode::valueStream)
                .anyMatch(value -> value.isNumber() && !Double.isFinite(value.asDouble()));
    }

    /** The photographs of the array {@code frames} that can be used; a sentence if there are none. */
    List<Frame> frames(@Nullable String imageFolder) {
        return new FrameCheck(path).usable(listed(imageFolder));
    }

    /** Warns of keys that would change geometry or pixels but are not read. */
    private void nameUnused(JsonNode list) {
        Set<String> unused = new TreeSet<>(UNUSED);
        unused.removeIf(key -> !root.hasNonNull(key) && list.valueStream().noneMatch(frame -> frame.hasNonNull(key)));
        if (!unused.isEmpty()) {
            LOG.warn("{} has {}, which are not used.", path, String.join(", ", unused));
        }
    }

    /** The name in another folder of images, such as {@code images_4} instead of {@code images}. */
    private static String chosen(String name, @Nullable String imageFolder) {
        int slash = name.indexOf('/');
        return imageFolder == null ? name : imageFolder + (slash < 0 ? "/" + name : name.substring(slash));
    }

    /** The frame's {@code mask_path}, or instant-ngp's {@code dynamic_mask_NAME.png} beside the image. */
    private @Nullable Path mask(JsonNode frame, Path image) {
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        if (!Files.isRegularFile(image)) {
            return null;
        }
        if (frame.hasNonNull("mask_path")) {
            Path named = folder.resolve(frame.get("mask_path").asString().replace('\\', '/'));
            if (!Files.isRegularFile(named)) {
                throw new UserError("The mask %s that %s names does not exist.".formatted(named, path));
            }
            return named;
        }
        Path beside = image.resolveSibling(PixelMask.DYNAMIC + ImageFile.stem(image) + ".png");
        return Files.isRegularFile(beside) ? beside : null;
    }

    /**
     * The frame's {@code depth_file_path} in {@code depth_unit_scale_factor} of the file, 0.001 if absent (nerfstudio), or
     * {@code depth_path} in {@code integer_depth_scale} (instant-ngp).
     */
    private @Nullable DepthFile depths(JsonNode frame) {
        String unit = frame.hasNonNull("depth_file_path") ? "depth_unit_scale_factor" : "integer_depth_scale";
        String key = frame.hasNonNull("depth_file_path") ? "depth_file_path" : "depth_path";
        double factor = number(root, unit).orElse(key.equals("depth_path") ? 0 : MILLIMETRE);
        if (!frame.hasNonNull(key) || factor == 0) {
            return null;
        }
        UserError.require(factor > 0, unit + " of " + path, factor, "a positive number");
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        return new DepthFile(folder.resolve(plain(frame.get(key).asString())), factor);
    }

    /** The frame's {@code file_path} with forward slashes and without a leading "./". */
    private String name(JsonNode frame, int index) {
        JsonNode name = frame.get("file_path");
        if (name == null
                || !name.isString()
                || name.asString().isBlank()
                || name.asString().indexOf(0) >= 0) {
            throw new UserError("Frame %d of %s has no file_path that names a file.".formatted(index, path));
        }
        return plain(name.asString());
    }

    /** A path with forward slashes and without a leading "./". */
    static String plain(String path) {
        String forward = path.replace('\\', '/');
        return forward.startsWith("./") ? forward.substring(2) : forward;
    }

    /** The names of all frames, also of those without an image. */
    Set<String> names() {
        return root.get("frames")
                .valueStream()
                .map(frame -> plain(frame.get("file_path").asString()))
                .collect(Collectors.toSet());
    }

    /** A number of an object, or nothing where it is absent. */
    OptionalDouble number(JsonNode object, String key) {
        if (!object.hasNonNull(key)) {
            return OptionalDouble.empty();
        }
        JsonNode value = object.get(key);
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw new UserError("%s of %s is %s but must be a finite number.".formatted(key, path, value));
        }
        return OptionalDouble.of(value.asDouble());
    }

    /** The first three rows of a matrix with four columns, [12]. */
    static double[] rows(@Nullable JsonNode matrix, int rowCount, String what) {
        if (matrix == null || matrix.isNull()) {
            throw new UserError(what + " is missing.");
        }
        double[] all = matrix.valueStream()
                .filter(row -> row.isArray() && row.size() == 4)
                .flatMap(JsonNode::valueStream)
                .mapToDouble(value -> value.isNumber() ? value.asDouble() : Double.NaN)
                .filter(Double::isFinite)
                .toArray();
        if (!matrix.isArray() || matrix.size() != rowCount || all.length != 4 * rowCount) {
            throw new UserError("%s must be a %dx4 matrix of finite numbers.".formatted(what, rowCount));
        }
        return Arrays.copyOf(all, 12);
    }

    /** A frame's image beside the file; it may not exist. */
    Path image(String name) {
        return ImageFile.locate(
                Objects.requireNonNull(path.toAbsolutePath().getParent()).resolve(name));
    }
}
