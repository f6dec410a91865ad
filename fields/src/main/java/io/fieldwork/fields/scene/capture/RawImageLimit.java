package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The size that decoded images of all captures are kept within: {@value #USUAL} GB, or those of the system property
 * {@code fieldwork.cache.gigabytes}. Those of the captures that were used longest ago are deleted first, and nothing but such images.
 *
 * @param bytes in all
 */
record RawImageLimit(double bytes) {
    private static final Logger LOG = LoggerFactory.getLogger(RawImageLimit.class);
    private static final String PROPERTY = "fieldwork.cache.gigabytes";
    private static final int USUAL = 50;

    /** The limit of this program. */
    static RawImageLimit configured() {
        return of(System.getProperty(PROPERTY));
    }

    /** A limit in gigabytes, or the usual one. */
    static RawImageLimit of(@Nullable String gigabytes) {
        if (gigabytes == null || gigabytes.isBlank()) {
            return new RawImageLimit(1e9 * USUAL);
        }
        try {
            double given = Double.parseDouble(gigabytes);
            UserError.require(given >= 0, PROPERTY, gigabytes, "a number of gigabytes, 0 or more");
            return new RawImageLimit(1e9 * given);
        } catch (NumberFormatException e) {
            throw new UserError("%s is '%s'; expected a number of gigabytes.".formatted(PROPERTY, gigabytes), e);
        }
    }

    /**
     * Marks a capture as used now and makes room for what it will hold, which is never deleted itself. In a folder that cannot be written
     * nothing happens.
     *
     * @param used the folder of its images, beside those of other captures; it is made if it is not there
     * @param needed bytes
     */
    void use(RawImages used, double needed) {
        try {
            Files.createDirectories(used.folder());
            Files.setLastModifiedTime(used.folder(), FileTime.from(Instant.now()));
            double left = bytes - needed;
            for (RawImages other : others(used)) {
                List<Path> files = other.files();
                double size = files.stream()
                        .mapToDouble(file -> file.toFile().length())
                        .sum();
                left -= size;
                if (left < 0 && size > 0) {
                    LOG.info("{} was used longest ago and is deleted ({}).", other.folder(), PROPERTY);
                    delete(other.folder(), files);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} is used as it is", used, e);
        }
    }

    /** The images of other captures, those that were used last first. */
    private static List<RawImages> others(RawImages used) throws IOException {
        try (Stream<Path> beside = Files.list(used.folder().toAbsolutePath().getParent())) {
            return beside.filter(RawImages::isOne)
                    .filter(folder -> !folder.getFileName().equals(used.folder().getFileName()))
                    .sorted(Comparator.comparing(RawImageLimit::used).reversed())
                    .map(RawImages::new)
                    .toList();
        }
    }

    private static FileTime used(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes images, and their folder if nothing else is in it. */
    private static void delete(Path folder, List<Path> files) throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        try (Stream<Path> left = Files.list(folder)) {
            if (left.findAny().isEmpty()) {
                Files.deleteIfExists(folder);
            }
        }
    }
}
