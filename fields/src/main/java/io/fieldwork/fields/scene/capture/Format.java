package io.fieldwork.fields.scene.capture;

import java.nio.file.Path;

/** A file layout of captures. */
sealed interface Format permits BlenderFormat, TransformsFormat, ColmapFormat, LlffFormat, DtuFormat {
    /**
     * Reads everything but the images.
     *
     * @param path folder or file of the capture
     * @param options scale, box and hold-out
     * @return frames with poses in the files' frame
     * @throws io.fieldwork.fields.tensor.UserError naming the file and frame that cannot be used
     */
    CaptureLayout read(Path path, SceneOptions options);
}
