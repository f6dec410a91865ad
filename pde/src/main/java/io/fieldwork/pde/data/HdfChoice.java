package io.fieldwork.pde.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which arrays of an HDF5 file are wanted, and what their axes are.
 *
 * @param layout {@code pdebench} or {@code well}
 * @param fields names of arrays that evolve, or none for the layout's own
 * @param input name of the array of inputs, or null
 * @param output name of the array of outputs, or null
 * @param axes the key {@code data.axes}, or null
 */
record HdfChoice(
        String layout,
        List<String> fields,
        @Nullable String input,
        @Nullable String output,
        @Nullable String axes) {
    /** As what the file is read, for errors. */
    String expectation() {
        return pairs() ? "" : " as " + layout;
    }

    /** Whether two arrays are named. */
    boolean pairs() {
        return input != null || output != null;
    }
}
