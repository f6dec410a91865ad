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
            throw new UserError("The file " + path + " cannot be read (" + e + ").", e);
        }
        String header =
                lines.isEmpty() ? "" : lines.getFirst().replace("\uFEFF", "").strip();
        String[] names = header.replaceFirst("^#\\s*", "").split(SEPARATOR);
        if (header.isEmpty() || Arrays.stream(names).anyMatch(name -> name.matches("[-+.\\d].*"))) {
            throw new UserError("The file " + path + " begins with '" + header
                    + "'; expected a line of names, such as t,x, above the numbers.");
        }
        double[][] table = new double[names.length][lines.size() - 1];
        for (int i = 1; i < lines.size(); i++) {
            row(path, lines.get(i), i, table);
        }
        Map<String, NpyArray> columns = new LinkedHashMap<>();
        for (int k = 0; k < names.length; k++) {
            columns.put(names[k], NpyArray.of(table[k], table[k].length));
        }
        return new CsvColumns(path, columns);
    }

    private static void row(Path path, String line, int number, double[][] table) {
        String[] words = line.strip().split(SEPARATOR);
        try {
            for (int k = 0; k < table.length; k++) {
                table[k][number - 1] = Double.parseDouble(words[k]);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new UserError(
                    "The file " + path + " has the line '" + line.strip() + "'; expected " + table.length + " numbers.",
                    e);
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
