package io.fieldwork.render.viewer;

import io.fieldwork.render.export.Png;
import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Atomic writing of screenshots. */
final class Shots {
    private Shots() {}

    /** The first file of a folder with a name, a number and an ending that does not exist. */
    static Path next(Path folder, String name, String ending) {
        int number = 1;
        Path file;
        do {
            file = folder.resolve("%s-%03d%s".formatted(name, number++, ending));
        } while (Files.exists(file));
        return file;
    }

    static void write(Path file, Frame frame) throws IOException {
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
            Png.write(frame, out);
        }
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
}
