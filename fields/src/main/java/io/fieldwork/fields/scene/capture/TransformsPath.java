package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.scene.capture.CaptureLayout.Lens;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The cameras of a transforms file as a path, in the frame of the capture's own files. They are as large as {@code w, h}
 * say, otherwise as the photographs that the capture holds; where the file names no field of view it is theirs.
 */
record TransformsPath(JsonFile file, Capture capture) {
    List<Frame> frames() {
        JsonNode list = file.root().get("frames");
        if (!list.isArray() || list.isEmpty()) {
            throw new UserError(file.path() + " has no frames; expected a list of cameras with transform_matrix.");
        }
        SceneTransform undo = TransformsFormat.applied(file).inverse();
        boolean mitsuba = file.root().has("normal_mts_args");
        List<Frame> frames = new ArrayList<>();
        for (JsonNode frame : list) {
            String name = "number " + frames.size();
            String what = "The transform_matrix of frame %d of %s".formatted(frames.size(), file.path());
            double[] pose = undo.movePose(JsonFile.rows(frame.get("transform_matrix"), 4, what));
            Frame read = new Frame(name, file.path(), null, pose, lens(frame, name), null);
            frames.add(mitsuba ? TransformsFormat.fromMitsuba(read) : read);
        }
        return frames;
    }

    private Lens lens(JsonNode frame, String name) {
        TransformsLens own = new TransformsLens(file, frame, name);
        if (own.namesFieldOfView()) {
            return (width, height) -> {
                ImageHeader image = own.width(0) > 0 ? null : image(frame);
                return image == null
                        ? own.of(width, height)
                        : sized(own.of(image.width(), image.height()), (double) width / image.width());
            };
        }
        return (width, height) -> {
            Intrinsics usual = CameraPaths.usual(capture);
            int wide = own.width(width);
            int high = own.height(height);
            return wide == width && high == height ? usual : Intrinsics.ofFieldOfView(wide, high, usual.fieldOfViewX());
        };
    }

    private @Nullable ImageHeader image(JsonNode frame) {
        JsonNode name = frame.path("file_path");
        return name.isString() ? ImageFile.header(file.image(JsonFile.plain(name.asString()))) : null;
    }

    private static Intrinsics sized(Intrinsics lens, double factor) {
        return lens.scaledTo((int) Math.max(1, Math.round(lens.width() * factor)), (int)
                Math.max(1, Math.round(lens.height() * factor)));
    }
}
