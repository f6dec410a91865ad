package io.fieldwork.samples.config;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.CacheFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The resources shipped with the program: configurations, and data sets whose path in a configuration starts with
 * {@code shipped:}. They are read from the class path, be it a folder or a jar; a data set in a jar is unpacked once
 * into the user's cache.
 */
public final class Shipped {
    /** How paths of data begin that the program generates. */
    public static final String GENERATED = "generated:";

    private static final String PREFIX = "shipped:";
    private static final String ROOT = "io/fieldwork/samples";

    private Shipped() {}

    /** {@return the names of the shipped configurations, each with its description (the file's first comment)} */
    public static SortedMap<String, String> configurations() {
        return described("configs");
    }

    /** {@return the names of the shipped ablations, each with its description (the file's first comment)} */
    public static SortedMap<String, String> ablations() {
        return described("ablations");
    }

    /** {@return the names of the shipped sweeps, each with its description (the file's first comment)} */
    public static SortedMap<String, String> sweeps() {
        return described("sweeps");
    }

    private static SortedMap<String, String> described(String folder) {
        return inside(root -> {
            SortedMap<String, String> found = new TreeMap<>();
            try (Stream<Path> files = Files.list(root.resolve(folder))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(".yaml")) {
                        found.put(name.replace(".yaml", ""), description(Files.readString(file)));
                    }
                }
            }
            return found;
        });
    }

    private static String description(String yaml) {
        return yaml.startsWith("#")
                ? yaml.lines().findFirst().orElse("").substring(1).strip()
                : "";
    }

    /** {@return the text of a shipped configuration, or nothing if there is none of that name} */
    public static Optional<String> configuration(String name) {
        return text("configs", name);
    }

    /** {@return the text of a shipped ablation, or nothing if there is none of that name} */
    public static Optional<String> ablation(String name) {
        return text("ablations", name);
    }

    /** {@return the text of a shipped sweep, or nothing if there is none of that name} */
    public static Optional<String> sweep(String name) {
        return text("sweeps", name);
    }

    private static Optional<String> text(String folder, String name) {
        String resource = "/" + ROOT + "/" + folder + "/" + name + ".yaml";
        try (InputStream in = Shipped.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UserError("The shipped file " + name + ".yaml cannot be read: " + UserError.reason(e) + ".", e);
        }
    }

    /** {@return whether a path of a configuration names data of the program, {@code shipped:NAME} or {@code generated:NAME}} */
    public static boolean isShipped(String path) {
        return path.startsWith(PREFIX) || path.startsWith(GENERATED);
    }

    /**
     * {@return the path on disk of data, of which a configuration says a path or {@code shipped:NAME}}
     *
     * @throws UserError if no data of that name are shipped, or they cannot be unpacked
     */
    public static Path locate(String path) {
        if (!isShipped(path)) {
            return Path.of(path);
        }
        String name = path.substring(PREFIX.length());
        UserError.require(name.matches("[A-Za-z0-9-]+"), "scene.path", "'" + path + "'", "a folder, or shipped:NAME");
        return inside(root -> {
            Path data = root.resolve(name);
            if (!Files.isDirectory(data)) {
                throw new UserError("scene.path is '" + path + "', but no data of that name are shipped.");
            }
            return data.getFileSystem() == FileSystems.getDefault() ? data : unpacked(data, name);
        });
    }

    /** A function of the folder that holds this module's resources. */
    private interface Reading<T> {
        T apply(Path root) throws IOException;
    }

    private static <T> T inside(Reading<T> reading) {
        Path origin = origin();
        try {
            if (Files.isDirectory(origin)) {
                return reading.apply(origin.resolve(ROOT));
            }
            try (FileSystem jar = FileSystems.newFileSystem(origin, Map.of())) {
                return reading.apply(jar.getPath("/" + ROOT));
            }
        } catch (IOException e) {
            throw new UserError("What is shipped in " + origin + " cannot be read: " + UserError.reason(e) + ".", e);
        }
    }

    /** The folder or jar that holds this class, and what is shipped with it. */
    private static Path origin() {
        try {
            return Path.of(Shipped.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path unpacked(Path data, String name) throws IOException {
        return CacheFolder.filled(CacheFolder.of(name + "-" + fingerprint(data)), folder -> {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Path copy = folder.resolve(data.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy);
                    }
                }
            }
        });
    }

    /** Changes with any name or size of a file, to tell the data of different versions apart. */
    private static String fingerprint(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            CRC32 sum = new CRC32();
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String line = data.relativize(file) + " " + (Files.isDirectory(file) ? 0 : Files.size(file)) + "\n";
                sum.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return "%08x".formatted(sum.getValue());
        }
    }
}
