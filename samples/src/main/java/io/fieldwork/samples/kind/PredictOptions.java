package io.fieldwork.samples.kind;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.npz.ArrayFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code fieldwork predict}.
 *
 * @param file the name of the input, as errors have it
 * @param input its arrays
 * @param array name of the one array that is wanted, or null for the one that is there
 * @param axes of that array, one letter each, or null
 * @param values names of what is wanted, empty for the usual
 * @param note told in one line what should be known of the result
 */
public record PredictOptions(
        String file,
        ArrayFile input,
        @Nullable String array,
        @Nullable String axes,
        List<String> values,
        Consumer<String> note) {
    /**
     * {@return the arrays of some coordinates, all of one shape}
     *
     * @throws UserError if one is missing, or their shapes differ
     */
    public SequencedMap<String, NpyArray> coordinates(List<String> names) {
        SequencedMap<String, NpyArray> found = new LinkedHashMap<>();
        for (String name : names) {
            if (!input.names().contains(name)) {
                throw new UserError("The file " + file + " has " + input.names() + "; expected the coordinates "
                        + String.join(", ", names) + " of points, an array or a column each.");
            }
            NpyArray array = numbers(name);
            int[] first = found.isEmpty()
                    ? array.shape()
                    : found.firstEntry().getValue().shape();
            if (!Arrays.equals(first, array.shape())) {
                throw new UserError("The array '" + name + "' of the file " + file + " has the shape "
                        + Arrays.toString(array.shape()) + "; expected " + Arrays.toString(first)
                        + ", that of the other coordinates.");
            }
            found.put(name, array);
        }
        return found;
    }

    /**
     * {@return an array of the input}
     *
     * @throws UserError if it is not there, or has no numbers
     */
    public NpyArray numbers(String name) {
        NpyArray array = input.array(name);
        if (!array.isNumeric() || array.size() == 0) {
            throw new UserError("The array '" + name + "' of the file " + file + ", of the shape "
                    + Arrays.toString(array.shape()) + ", holds no numbers; expected at least one.");
        }
        return array;
    }

    /** {@return points [n][d] of coordinates, the last axis of the arrays running fastest} */
    public static double[][] points(SequencedMap<String, NpyArray> coordinates) {
        List<double[]> columns =
                coordinates.sequencedValues().stream().map(NpyArray::numbers).toList();
        double[][] points = new double[columns.getFirst().length][columns.size()];
        for (int i = 0; i < points.length; i++) {
            for (int k = 0; k < columns.size(); k++) {
                points[i][k] = columns.get(k)[i];
            }
        }
        return points;
    }
}
