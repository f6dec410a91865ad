package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** The objects of the array {@code frames}. */
    List<JsonNode> frames() {
        JsonNode list = root.get("frames");
        if (list == null || !list.isArray()) {
            throw new UserError("%s has no list \"frames\".".formatted(path));
        }
        List<JsonNode> frames = new ArrayList<>();
        list.forEach(frames::add);
        if (frames.isEmpty()) {
            throw new UserError("%s lists no frames; at least one photograph is needed.".formatted(path));
        }
        return frames;
    }

    /** The frame's {@code file_path} with forward slashes and without a leading "./". */
    String name(JsonNode frame, int index) {
        JsonNode name = frame.get("file_path");
        if (name == null || !name.isString() || name.asString().isBlank()) {
            throw new UserError("Frame %d of %s has no file_path.".formatted(index, path));
        }
        String plain = name.asString().replace('\\', '/');
        return plain.startsWith("./") ? plain.substring(2) : plain;
    }

    /** The first three rows of the frame's {@code transform_matrix}, [12]. */
    double[] pose(JsonNode frame, String name) {
        return rows(frame.get("transform_matrix"), 4, "The transform_matrix of frame %s in %s".formatted(name, path));
    }

    /** A number of an object, or null where it is absent. */
    @Nullable
    Double number(JsonNode object, String key) {
        JsonNode value = object.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw new UserError("%s of %s is %s but must be a finite number.".formatted(key, path, value));
        }
        return value.asDouble();
    }

    /** The first three rows of a matrix with four columns, [12]. */
    static double[] rows(@Nullable JsonNode matrix, int rowCount, String what) {
        if (matrix == null || matrix.isNull()) {
            throw new UserError(what + " is missing.");
        }
        UserError unusable = new UserError("%s must be a %dx4 matrix of finite numbers.".formatted(what, rowCount));
        if (!matrix.isArray() || matrix.size() != rowCount) {
            throw unusable;
        }
        double[] out = new double[12];
        for (int i = 0; i < rowCount; i++) {
            JsonNode row = matrix.get(i);
            if (!row.isArray() || row.size() != 4) {
                throw unusable;
            }
            for (int j = 0; j < 4; j++) {
                if (!row.get(j).isNumber() || !Double.isFinite(row.get(j).asDouble())) {
                    throw unusable;
                }
                if (i < 3) {
                    out[4 * i + j] = row.get(j).asDouble();
                }
            }
        }
        return out;
    }

    /** Finds a frame's image beside the file, trying the usual endings where the name has none. */
    Path image(String name) {
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
