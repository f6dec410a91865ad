package io.fieldwork.fields.train.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cache folder of data that can be computed again: the folder of the system property {@code fieldwork.cache}, else
 * {@code fieldwork} in {@code $XDG_CACHE_HOME} or in {@code ~/.cache}. It may be deleted at any time.
 */
public final class CacheFolder {
    private CacheFolder() {}

    /** {@return the folder of one kind of data such as {@code references}, whether it is there or not} */
    public static Path of(String kind) {
        return root(
                        System.getProperty("fieldwork.cache"),
                        System.getenv("XDG_CACHE_HOME"),
                        System.getProperty("user.home", "."))
                .resolve(kind);
    }

    /** What is in a folder. */
    @FunctionalInterface
    public interface Content {
        /** Writes it into an empty folder. */
        void writeTo(Path folder) throws IOException;
    }

    /**
     * {@return a folder, filled unless it is there already} It is filled beside its place and moved there whole; if another
     * process was first, its equal folder is used. What a failure leaves is deleted.
     *
     * @throws IOException if it cannot be written
     */
    public static Path filled(Path target, Content content) throws IOException {
        if (Files.isDirectory(target)) {
            return target;
        }
        Path parent = Objects.requireNonNull(target.toAbsolutePath().getParent());
        Files.createDirectories(parent);
        Path beside = Files.createTempDirectory(parent, target.getFileName().toString());
        try {
            content.writeTo(beside);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
        } finally {
            delete(beside);
        }
        return target;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.toList().reversed()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The cache folder; one that is not absolute does not count (XDG base directory specification). */
    static Path root(@Nullable String chosen, @Nullable String cache, String home) {
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen);
        }
        Path base = cache != null && Path.of(cache).isAbsolute() ? Path.of(cache) : Path.of(home, ".cache");
        return base.resolve("fieldwork");
    }
}
