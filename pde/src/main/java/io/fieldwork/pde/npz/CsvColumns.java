package io.fieldwork.pde.npz;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The columns of numbers of a text file whose first line names them, separated by commas, semicolons or white space. Places
 * without a number, and NaN in any spelling, are NaN.
 */
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
        String[] names = Arrays.stream(header.replaceFirst("^[#%]\\s*", "").split(SEPARATOR))
                .map(name -> name.replaceAll("^([\"'])(.*)\\1$", "$2"))
                .toArray(String[]::new);
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
            NpyArray entries =
                    NpyArray.of(rows.stream().mapToDouble(row -> row[column]).toArray(), rows.size());
            if (columns.put(names[k], entries) != null) {
                throw new UserError(
                        "The file " + path + " has two columns '" + names[k] + "'; expected names that differ.");
            }
        }
        return new CsvColumns(path, columns);
    }

    private static double[] row(Path path, String line, int columns) {
        String[] words = line.split(SEPARATOR, -1);
        if (words.length == columns + 1 && words[columns].isEmpty()) {
            words = Arrays.copyOf(words, columns);
        }
        try {
            UserError.require(words.length == columns, "the number of words", words.length, "" + columns);
            return Arrays.stream(words).mapToDouble(CsvColumns::number).toArray();
        } catch (NumberFormatException | UserError e) {
            throw new UserError(
                    "The file " + path + " has the line '" + line + "'; expected " + columns + " numbers.", e);
        }
    }

    /** A number as Python, C and Fortran write it; an empty place is NaN, as pandas means it. */
    private static double number(String word) {
        String plain = word.toLowerCase(Locale.ROOT).replace('d', 'e');
        return switch (plain) {
            case "", "nan", "+nan", "-nan", "na" -> Double.NaN;
            case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(plain);
        };
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
