package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A writer of the poses of a capture's training photographs as a transforms file, which {@link CameraPaths} reads. */
public final class CameraFile {
    private static final JsonMapper MAPPER = new JsonMapper();

    private CameraFile() {}

    /**
     * Writes {@code file_path}, the photograph's name, and {@code transform_matrix}, camera-to-world in the frame of the capture's
     * own files with the axes of OpenGL, of each training photograph. Lenses stay those of the capture.
     *
     * @param file to write
     * @param capture that has the photographs
     * @throws UserError if it cannot be written
     */
    public static void write(Path file, Capture capture) {
        SceneTransform toWorld = capture.transform().inverse();
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode frames = root.putArray("frames");
        for (Photo photo : capture.train()) {
            float[] rows = photo.camera().pose().rowMajor3x4();
            double[] pose = new double[rows.length];
            for (int k = 0; k < rows.length; k++) {
                pose[k] = rows[k];
            }
            double[] world = toWorld.movePose(pose);
            ObjectNode frame = frames.addObject().put("file_path", photo.name());
            ArrayNode matrix = frame.putArray("transform_matrix");
            for (int row = 0; row < 3; row++) {
                ArrayNode numbers = matrix.addArray();
                for (int column = 0; column < 4; column++) {
                    numbers.add(world[4 * row + column]);
                }
            }
            matrix.addArray().add(0.0).add(0.0).add(0.0).add(1.0);
        }
        String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        try {
            AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written (%s).".formatted(file, UserError.reason(e)), e);
        }
    }
}
