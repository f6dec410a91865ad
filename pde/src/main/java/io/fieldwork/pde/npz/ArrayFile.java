package io.fieldwork.pde.npz;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A file of named arrays, or a folder of files with one each. */
public interface ArrayFile {
    /** {@return the names of its arrays, in order} */
    Set<String> names();

    /**
     * {@return one array, which stays in the file if it is stored plainly}
     *
     * @param name one of {@link #names}
     * @throws UserError if there is none of this name, or it is damaged or of another type
     */
    NpyArray array(String name);

    /** {@return how arrays of single samples make up those of this file, if they do, such as one a file} */
    default Optional<String> stacked() {
        return Optional.empty();
    }

    /**
     * {@return the arrays of a file, which is told by its first bytes: NPZ, NPY (an array {@code input}), MATLAB 5 to 7.3,
     * HDF5, text with a header of names (CSV, columns as arrays); or those of a folder: of NPY files, by the names of the
     * files, or of a file for each sample, stacked}
     *
     * @throws UserError if it is not there, cannot be read or is none of these
     */
    static ArrayFile open(Path path) {
        if (Files.isDirectory(path)) {
            NpyFiles files = NpyFiles.of(path);
            return files.names().isEmpty() ? FileSeries.of(path) : files;
        }
        if (path.toString().toLowerCase(Locale.ROOT).endsWith(NpyFiles.SUFFIX)) {
            return NpyFiles.of(path);
        }
        if (path.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            return CsvColumns.read(path);
        }
        if (isHdf5(path)) {
            return HdfArrays.open(path);
        }
        return isMatlab(path) ? MatFile.map(path) : zipped(path);
    }

    private static ArrayFile zipped(Path path) {
        String start = start(path);
        if (Files.isRegularFile(path) && !start.isEmpty() && !start.startsWith("PK")) {
            throw new UserError("The file " + path + " is none of NPZ, NPY, MATLAB (5 to 7.3), HDF5 and CSV"
                    + (path.toString().endsWith(".mat")
                            ? "; MATLAB's save('" + path.getFileName() + "', '-v7') writes one that is read."
                            : "."));
        }
        return Archive.of(path);
    }

    private static String start(Path path) {
        if (!Files.isRegularFile(path)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(520), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UserError("The file " + path + " cannot be read (" + UserError.reason(e) + ").", e);
        }
    }

    /** {@return whether the file is one of MATLAB 5 to 7} */
    static boolean isMatlab(Path path) {
        return MatFile.isOne(path);
    }

    /** {@return whether the file is HDF5, as MATLAB 7.3 files are behind a header of 512 bytes; false if there is none} */
    static boolean isHdf5(Path path) {
        String start = start(path);
        return start.startsWith("HDF", 1) || start.startsWith("HDF", 513);
    }
}
