package io.fieldwork.pde.npz;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** NPY files in a folder under their names without suffix, or one such file as the array {@code input}. */
record NpyFiles(Path path, Map<String, Path> files) implements ArrayFile {
    static final String SUFFIX = ".npy";
    /** The name of the array of a file that is given itself. */
    static final String ALONE = "input";

    /** The files of a folder, perhaps none. */
    static NpyFiles of(Path path) {
        if (!Files.isDirectory(path)) {
            return new NpyFiles(path, Map.of(ALONE, path));
        }
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> all =
                    entries.filter(file -> file.toString().endsWith(SUFFIX)).toList();
            all.forEach(file -> files.put(name(file), file));
        } catch (IOException e) {
            throw new UserError("The folder " + path + " cannot be read (" + UserError.reason(e) + ").", e);
        }
        return new NpyFiles(path, files);
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }

    @Override
    public Set<String> names() {
        return files.keySet();
    }

    @Override
    public NpyArray array(String name) {
        Path file = files.get(name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name);
        if (file == null) {
            throw new UserError(path + " has no array '" + name + "'; it has " + files.keySet() + ".");
        }
        return NpyArray.map(file);
    }
}
