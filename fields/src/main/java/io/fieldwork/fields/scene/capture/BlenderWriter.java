package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A writer of captures in the layout that {@link BlenderFormat} reads. Photo i of a split becomes {@code
 * SPLIT/r_i.png}.
 *
 * @param folder to write to
 * @param capture to be written
 */
record BlenderWriter(Path folder, Capture capture) {
    private static final JsonMapper MAPPER = new JsonMapper();

    void write() {
        write("train", capture.train());
        write("val", capture.validation());
        write("test", capture.test());
    }

    private void write(String split, List<Photo> photos) {
        if (photos.isEmpty()) {
            return;
        }
        IntStream.range(0, photos.size())
                .parallel()
                .forEach(i ->
                        photos.get(i).image().writePng(folder.resolve(split).resolve("r_" + i + ".png")));
        ObjectNode root = MAPPER.createObjectNode();
        root.put("camera_angle_x", fieldOfView(photos));
        ArrayNode frames = root.putArray("frames");
        for (int i = 0; i < photos.size(); i++) {
            float[] pose = photos.get(i).camera().pose().rowMajor3x4();
            float[][] matrix = {
                Arrays.copyOf(pose, 4), Arrays.copyOfRange(pose, 4, 8), Arrays.copyOfRange(pose, 8, 12), {0, 0, 0, 1}
            };
            frames.addObject().put("file_path", "./%s/r_%d".formatted(split, i)).putPOJO("transform_matrix", matrix);
        }
        write(folder.resolve("transforms_" + split + ".json"), root);
    }

    private static double fieldOfView(List<Photo> photos) {
        double angle = photos.getFirst().camera().intrinsics().fieldOfViewX();
        for (Photo photo : photos) {
            Intrinsics own = photo.camera().intrinsics();
            boolean middle = Math.abs(own.cx() - 0.5 * own.width()) + Math.abs(own.cy() - 0.5 * own.height()) < 1e-6;
            boolean square = Math.abs(own.fx() / own.fy() - 1) < 1e-6 && Math.abs(own.fieldOfViewX() - angle) < 1e-9;
            if (!middle || !square || own.distortion().model() != Distortion.Model.NONE) {
                throw new UserError(("The camera of %s does not fit the NeRF-Synthetic layout: it needs a pinhole with"
                                + " square pixels, a centred principal point and one field of view for all photos.")
                        .formatted(photo.name()));
            }
        }
        return angle;
    }

    private static void write(Path file, ObjectNode root) {
        String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        try {
            AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written (%s).".formatted(file, UserError.reason(e)), e);
        }
    }
}
