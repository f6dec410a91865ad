package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.fields.train.store.CacheFolder;
import io.fieldwork.fields.train.store.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of decoded images, each a file of its plain bytes, which is mapped. It can be deleted at any time, as {@link RawImageLimit}
 * does; processes that have mapped it keep what they have.
 *
 * @param folder of the files
 */
record RawImages(Path folder) {
    private static final int DIGITS = 32;

    /** The folder in the cache for a capture. */
    static RawImages of(Path capture) {
        Path path = capture.toAbsolutePath().normalize();
        String name = path.getFileName() == null ? "root" : path.getFileName().toString();
        String digits = Digest.of(path.toString()).substring(0, 12);
        return new RawImages(CacheFolder.of("photographs").resolve(name + "-" + digits));
    }

    /** Whether a folder has the name of one. */
    static boolean isOne(Path folder) {
        return Files.isDirectory(folder) && folder.getFileName().toString().matches(".*-[0-9a-f]{12}");
    }

    /** The files of all images. */
    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches("[0-9a-f]{32}[.]raw"))
                    .toList();
        }
    }

    /** Whether an image is there. */
    boolean holds(FrameImage wanted) {
        Path file = file(wanted);
        try {
            return Files.isRegularFile(file) && Files.size(file) == wanted.bytes();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The image, which is decoded if it is not there.
     *
     * @throws io.fieldwork.fields.tensor.UserError if it cannot be decoded
     * @throws UncheckedIOException if the folder cannot be written
     */
    Image image(FrameImage wanted) {
        int[] size = wanted.size();
        Path file = file(wanted);
        try {
            if (!holds(wanted)) {
                byte[] pixels = wanted.decode().pixels();
                AtomicFile.write(file, out -> out.write(pixels));
            }
            try (FileChannel channel = FileChannel.open(file)) {
                MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, wanted.bytes(), Arena.ofAuto());
                return new Image(size[0], size[1], wanted.channels(), bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that the disk of the folder has free. */
    long free() {
        try {
            Path there = folder.toAbsolutePath();
            while (!Files.exists(there)) {
                there = there.getParent();
            }
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    private Path file(FrameImage wanted) {
        return folder.resolve(Digest.of(wanted.identity()).substring(0, DIGITS) + ".raw");
    }
}
