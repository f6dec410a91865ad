package io.fieldwork.pde.npz;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arrays of a folder with a file for each sample, stacked in the order of the files' numbers: files of several arrays
 * (NPZ, MATLAB, HDF5), or for each array a folder of NPY files.
 *
 * @param folder the folder
 * @param arrays the files of each array
 * @param alone whether a file is one array
 */
record FileSeries(Path folder, Map<String, List<Path>> arrays, boolean alone) implements ArrayFile {
    private static final Pattern KNOWN = Pattern.compile("(?i).*\\.(npz|mat|h5|hdf5)");
    private static final Pattern PART = Pattern.compile("(?i).*(train|test|valid).*");

    /** The series of a folder, which has no NPY files itself. */
    static FileSeries of(Path folder) {
        List<Path> files = list(folder).filter(file -> matches(KNOWN, file)).toList();
        if (files.isEmpty()) {
            return ofFolders(folder);
        }
        List<Path> parts = files.stream().filter(file -> matches(PART, file)).toList();
        if (!parts.isEmpty()) {
            throw new UserError("The folder " + folder + " has the files "
                    + parts.stream().map(Path::getFileName).toList()
                    + "; write data.path with the one to train on and data.testPath with the one to test on.");
        }
        Map<String, List<Path>> arrays = ArrayFile.open(files.getFirst()).names().stream()
                .collect(Collectors.toMap(name -> name, name -> files, (p, q) -> p, TreeMap::new));
        return new FileSeries(folder, arrays, false);
    }

    private static FileSeries ofFolders(Path folder) {
        Map<String, List<Path>> arrays = new TreeMap<>();
        list(folder).filter(Files::isDirectory).forEach(below -> {
            List<Path> files = list(below)
                    .filter(file -> file.toString().endsWith(NpyFiles.SUFFIX))
                    .toList();
            if (!files.isEmpty()) {
                arrays.put(String.valueOf(below.getFileName()), files);
            }
        });
        if (arrays.isEmpty()) {
            throw new UserError(
                    "The folder " + folder + " has no .npy files, one for each array, and no .npz, .mat or .h5"
                            + " files, one for each sample.");
        }
        return new FileSeries(folder, arrays, true);
    }

    private static boolean matches(Pattern pattern, Path file) {
        return pattern.matcher(String.valueOf(file.getFileName())).matches();
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(NumberedNames.by(file -> String.valueOf(file.getFileName()))).toList().stream();
        } catch (IOException e) {
            throw new UserError("The folder " + folder + " cannot be read (" + e + ").", e);
        }
    }

    @Override
    public Set<String> names() {
        return arrays.keySet();
    }

    @Override
    public Optional<String> stacked() {
        return Optional.of("one a file of " + folder);
    }

    @Override
    public NpyArray array(String name) {
        List<Path> files = arrays.get(name);
        if (files == null) {
            throw new UserError("The files of " + folder + " have no array '" + name + "'; they have " + names() + ".");
        }
        return Stack.of(name, files, file -> ArrayFile.open(file).array(alone ? NpyFiles.ALONE : name));
    }
}
