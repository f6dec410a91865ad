package io.fieldwork.fields.train.store;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.UUID;

/** Atomic writing of files: to a temporary file beside the target with a name of its own, forced to disk, then renamed. */
public final class AtomicFile {
    private static final int BUFFER = 1 << 20;
    private static final String SUFFIX = ".tmp";

    private AtomicFile() {}

    /** The content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it to a stream that the caller closes. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file; folders on the way are made. A thread that is interrupted meanwhile writes it all the same.
     *
     * @param file the target
     * @param content to be written
     * @throws IOException if it cannot be written; an earlier file stays as it was
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Path beside = target.resolveSibling("." + UUID.randomUUID() + SUFFIX);
        try {
            Files.createFile(beside);
            try (FileOutputStream stored = new FileOutputStream(beside.toFile());
                    OutputStream out = new BufferedOutputStream(stored, BUFFER)) {
                content.writeTo(out);
                out.flush();
                stored.getFD().sync();
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /**
     * Deletes what processes left in a folder that ended while they wrote; nobody may be writing there now.
     *
     * @param folder which may be missing
     * @throws IOException if it cannot be read or changed
     */
    public static void sweep(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".????????-*" + SUFFIX)) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
