package io.fieldwork.pde.npz;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of numbers of a text file whose first line names them, separated by commas, semicolons or white space. */
record CsvColumns(Path path, Map<String, NpyArray> columns) implements ArrayFile {
    private static final String SEPARATOR = "\\s*[,;]\\s*|\\s+";

    static CsvColumns read(Path path) {
        List<String> lines;
        try {
            lines = Files.readAllLines(path).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UserError("The file " + path + " cannot be read (" + UserError.reason(e) + ").", e);
        }
        String header =
                lines.isEmpty() ? "" : lines.getFirst().replace("\uFEFF", "").strip();
        String[] names = header.replaceFirst("^#\\s*", "").split(SEPARATOR);
        if (header.isEmpty() || Arrays.stream(names).anyMatch(name -> name.matches("[-+.\\d].*"))) {
            throw new UserError("The file " + path + " begins with '" + header
                    + "'; expected a line of names, such as t,x, above the numbers.");
        }
        List<double[]> rows = lines.stream()
                .skip(1)
                .map(line -> row(path, line.strip(), names.length))
                .toList();
        Map<String, NpyArray> columns = new LinkedHashMap<>();
        for (int k = 0; k < names.length; k++) {
            int column = k;
            columns.put(
                    names[k],
                    NpyArray.of(rows.stream().mapToDouble(row -> row[column]).toArray(), rows.size()));
        }
        return new CsvColumns(path, columns);
    }

    private static double[] row(Path path, String line, int columns) {
        String[] words = line.split(SEPARATOR);
        try {
            UserError.require(words.length == columns, "the number of words", words.length, "" + columns);
            return Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException | UserError e) {
            throw new UserError(
                    "The file " + path + " has the line '" + line + "'; expected " + columns + " numbers.", e);
        }
    }

    @Override
    public Set<String> names() {
        return columns.keySet();
    }

    @Override
    public NpyArray array(String name) {
        NpyArray column = columns.get(name);
        if (column == null) {
            throw new UserError("The file " + path + " has no column '" + name + "'; it has " + names() + ".");
        }
        return column;
    }
}
