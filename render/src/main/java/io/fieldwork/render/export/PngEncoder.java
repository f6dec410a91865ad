package io.fieldwork.render.export;

import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The encoder of numbered images {@code 00001.png} and so on in a folder. */
final class PngEncoder implements Video.Encoder {
    private final Path folder;
    private int count;

    PngEncoder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    @Override
    public void add(Frame frame) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("%05d.png".formatted(++count)))) {
            Png.write(frame, out);
        }
    }

    @Override
    public void finish() {}

    @Override
    public void abort() {}
}
