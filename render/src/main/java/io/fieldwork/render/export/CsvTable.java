package io.fieldwork.render.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.IntUnaryOperator;

/** A writer of numeric columns as comma-separated values, names in the first line; numbers read back exactly. */
public final class CsvTable {
    private CsvTable() {}

    /**
     * A column of values by index.
     *
     * @param values its distinct values
     * @param index of a row's value
     */
    public record Column(double[] values, IntUnaryOperator index) {}

    /**
     * Writes a table in UTF-8.
     *
     * @param out the target; it stays open
     * @param columns by name
     * @param rows number of rows
     * @throws IOException if it cannot be written
     */
    public static void write(OutputStream out, SequencedMap<String, Column> columns, int rows) throws IOException {
        List<Column> all = List.copyOf(columns.sequencedValues());
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write(String.join(",", columns.keySet()) + "\n");
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < all.size(); c++) {
                Column column = all.get(c);
                text.write(c == 0 ? "" : ",");
                text.write(Double.toString(column.values()[column.index().applyAsInt(row)]));
            }
            text.write('\n');
        }
        text.flush();
    }
}
