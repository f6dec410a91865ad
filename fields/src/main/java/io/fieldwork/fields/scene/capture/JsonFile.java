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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
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
            throw new UserError(
                    "%s is not valid JSON: %s (line %d, column %d)."
                            .formatted(
                                    path,
                                    e.getOriginalMessage(),
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr()),
                    e);
        } catch (IOException e) {
            throw new UserError("The file %s cannot be read (%s).".formatted(path, e), e);
        }
    }

    /** The photographs of the array {@code frames}; one without a field of view is refused. */
    List<Frame> frames() {
        JsonNode list = root.path("frames");
        if (!list.isArray()) {
            throw new UserError("%s has no list \"frames\".".formatted(path));
        }
        if (list.isEmpty()) {
            throw new UserError("%s lists no frames; at least one photograph is needed.".formatted(path));
        }
        List<Frame> frames = new ArrayList<>();
        for (JsonNode frame : list) {
            String name = name(frame, frames.size());
            TransformsLens lens = new TransformsLens(this, frame, name);
            lens.expectFieldOfView();
            String what = "The transform_matrix of frame %s in %s".formatted(name, path);
            frames.add(new Frame(name, image(name), rows(frame.get("transform_matrix"), 4, what), lens));
        }
        return frames;
    }

    /** The frame's {@code file_path} with forward slashes and without a leading "./". */
    private String name(JsonNode frame, int index) {
        JsonNode name = frame.get("file_path");
        if (name == null || !name.isString() || name.asString().isBlank()) {
            throw new UserError("Frame %d of %s has no file_path.".formatted(index, path));
        }
        String plain = name.asString().replace('\\', '/');
        return plain.startsWith("./") ? plain.substring(2) : plain;
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

    /** Finds a frame's image beside the file, trying the usual endings where the name has none. */
    private Path image(String name) {
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        for (String ending : List.of("", ".png", ".jpg", ".jpeg")) {
            Path candidate = folder.resolve(name + ending);
            if (Files.isRegularFile(candidate)) {
                return candidate;
            }
        }
        throw new UserError("The image %s of frame %s in %s does not exist (tried as it is and with .png, .jpg, .jpeg)."
                .formatted(folder.resolve(name), name, path));
    }
}
