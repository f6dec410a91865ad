package io.fieldwork.pde.reference;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.npz.NpyArray;
import io.fieldwork.pde.npz.NpzFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A solution as an NPZ file, a zip of NPY arrays. Unlike those of a {@link GridSolution} its values need not be finite.
 *
 * @param axes the coordinates, time first if there is one
 * @param values by name [points], the last axis running fastest
 */
public record SolutionFile(List<GridAxis> axes, SequencedMap<String, double[]> values) {
    private static final String AXES = "axes";
    private static final String UNKNOWNS = "unknowns";
    private static final String PERIODS = "periods";

    static void write(Path file, List<GridAxis> axes, Map<String, double[]> values) throws IOException {
        int[] shape = axes.stream().mapToInt(GridAxis::size).toArray();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(AXES, NpyArray.of(axes.stream().map(GridAxis::name).toList()));
        arrays.put(UNKNOWNS, NpyArray.of(List.copyOf(values.keySet())));
        arrays.put(
                PERIODS, NpyArray.of(axes.stream().mapToDouble(GridAxis::period).toArray(), axes.size()));
        axes.forEach(axis -> put(file, arrays, axis.name(), NpyArray.of(axis.points(), axis.size())));
        values.forEach((unknown, table) -> put(file, arrays, unknown, NpyArray.of(table, shape)));
        NpzFile.writeCompressed(file, arrays);
    }

    private static void put(Path file, Map<String, NpyArray> arrays, String name, NpyArray array) {
        if (arrays.put(name, array) != null) {
            throw new IllegalArgumentException("two arrays of " + file + " are named '" + name + "'");
        }
    }

    /**
     * Reads what {@link GridSolution#write} wrote.
     *
     * @param file where from
     * @return its content
     * @throws IOException if it cannot be read
     * @throws UserError if it is not such a file
     */
    public static SolutionFile read(Path file) throws IOException {
        NpzFile npz = NpzFile.read(file);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        npz.names().forEach(name -> arrays.put(name, npz.array(name)));
        try {
            return of(file, arrays);
        } catch (IllegalArgumentException e) {
            throw new UserError("The file " + file + " is not a usable reference solution: " + e.getMessage() + ".", e);
        }
    }

    private static SolutionFile of(Path file, Map<String, NpyArray> arrays) {
        List<String> names = require(file, arrays, AXES).words();
        double[] periods = require(file, arrays, PERIODS).numbers();
        if (periods.length != names.size()) {
            throw new IllegalArgumentException("it has " + names.size() + " axes but " + periods.length + " periods");
        }
        List<GridAxis> axes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            axes.add(new GridAxis(
                    names.get(i), require(file, arrays, names.get(i)).numbers(), periods[i]));
        }
        int points = axes.stream().mapToInt(GridAxis::size).reduce(1, Math::multiplyExact);
        SequencedMap<String, double[]> values = new LinkedHashMap<>();
        for (String unknown : require(file, arrays, UNKNOWNS).words()) {
            double[] table = require(file, arrays, unknown).numbers();
            if (table.length != points) {
                throw new IllegalArgumentException(
                        "'" + unknown + "' has " + table.length + " values for " + points + " grid points");
            }
            values.put(unknown, table);
        }
        return new SolutionFile(axes, values);
    }

    private static NpyArray require(Path file, Map<String, NpyArray> arrays, String name) {
        NpyArray array = arrays.get(name);
        if (array == null) {
            throw new UserError("The file " + file + " is not a reference solution: it has no array '" + name + "'.");
        }
        return array;
    }
}
