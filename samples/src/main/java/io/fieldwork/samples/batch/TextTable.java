package io.fieldwork.samples.batch;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of cells as text: in columns for people, or as comma-separated values (RFC 4180). */
final class TextTable {
    private TextTable() {}

    /** Lines with columns one below the other, all but the first and the last to the right. */
    static List<String> lines(List<List<String>> rows) {
        int last = rows.getFirst().size() - 1;
        int[] widths = IntStream.range(0, last)
                .map(i ->
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(1))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, last)
                                .mapToObj(i -> padded(row.get(i), widths[i], i == 0))
                                .collect(Collectors.joining("  "))
                        + "  " + row.get(last))
                .toList();
    }

    private static String padded(String text, int width, boolean left) {
        String space = " ".repeat(width - text.length());
        return left ? text + space : space + text;
    }

    /** One line of comma-separated values, with its end. */
    static String csv(List<String> cells) {
        return cells.stream().map(TextTable::quoted).collect(Collectors.joining(",")) + "\n";
    }

    private static String quoted(String text) {
        return text.matches("(?s).*[,\"\n\r].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
