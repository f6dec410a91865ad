package io.fieldwork.render.viewer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Atomic writing of files. */
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

    /** What is written into a file. */
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Writes a file under another name and moves it to its place. */
    static void write(Path file, Content content) throws IOException {
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
            content.write(out);
        }
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
}
