package io.fieldwork.samples.image;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.render.export.Png;
import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.nio.file.Path;

/** Frames as files. */
public final class Pngs {
    private Pngs() {}

    /**
     * The file of a numbered frame in a folder.
     *
     * @param folder where frames lie
     * @param number from 0
     * @return such as {@code frame_0007.png}
     */
    public static Path numbered(Path folder, int number) {
        return folder.resolve("frame_%04d.png".formatted(number));
    }

    /**
     * Writes a frame; folders on the way are made.
     *
     * @param frame its colours
     * @param file where to
     * @throws UserError if it cannot be written
     */
    public static void write(Frame frame, Path file) {
        try {
            AtomicFile.write(file, out -> Png.write(frame, out));
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
