package io.fieldwork.fields.scene.layout;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON files of cameras. */
final class JsonText {
    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonText() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Adds a frame with its file, its camera-to-world matrix in the axes of OpenGL, and its time. */
    static ObjectNode frame(ArrayNode frames, String file, Picture picture) {
        ObjectNode frame = frames.addObject().put("file_path", file);
        if (picture.time() != null) {
            frame.put("time", picture.time());
        }
        ArrayNode matrix = frame.putArray("transform_matrix");
        for (int row = 0; row < 3; row++) {
            ArrayNode numbers = matrix.addArray();
            for (int column = 0; column < 4; column++) {
                numbers.add(picture.pose()[4 * row + column]);
            }
        }
        matrix.addArray().add(0.0).add(0.0).add(0.0).add(1.0);
        return frame;
    }

    static void write(Path file, ObjectNode root) {
        text(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    static void text(Path file, String text) {
        try {
            AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written (%s).".formatted(file, UserError.reason(e)), e);
        }
    }
}
