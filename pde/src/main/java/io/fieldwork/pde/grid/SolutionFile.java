package io.fieldwork.pde.grid;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The NPZ format of a {@link GridSolution}. */
final class SolutionFile {
    private static final String AXES = "axes";
    private static final String UNKNOWNS = "unknowns";
    private static final String PERIODS = "periods";

    private SolutionFile() {}

    static void write(Path file, GridSolution solution) throws IOException {
        List<GridAxis> axes = solution.axes();
        int[] shape = axes.stream().mapToInt(GridAxis::size).toArray();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(AXES, NpyArray.of(axes.stream().map(GridAxis::name).toList()));
        arrays.put(UNKNOWNS, NpyArray.of(solution.unknowns()));
        arrays.put(
                PERIODS, NpyArray.of(axes.stream().mapToDouble(GridAxis::period).toArray(), axes.size()));
        axes.forEach(axis -> put(file, arrays, axis.name(), NpyArray.of(axis.points(), axis.size())));
        solution.values().forEach((unknown, table) -> put(file, arrays, unknown, NpyArray.of(table, shape)));
        NpzFile.write(file, arrays, true);
    }

    private static void put(Path file, Map<String, NpyArray> arrays, String name, NpyArray array) {
        if (arrays.put(name, array) != null) {
            throw new IllegalArgumentException("two arrays of " + file + " are named '" + name + "'");
        }
    }

    static GridSolution read(Path file) throws IOException {
        NpzFile arrays = NpzFile.read(file);
        try {
            return of(arrays);
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UserError("The file " + file + " is not a usable reference solution: " + e.getMessage() + ".", e);
        }
    }

    private static GridSolution of(NpzFile arrays) {
        List<String> names = arrays.array(AXES).words();
        double[] periods = arrays.array(PERIODS).numbers();
        if (periods.length != names.size()) {
            throw new IllegalArgumentException("it has " + names.size() + " axes but " + periods.length + " periods");
        }
        List<GridAxis> axes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            axes.add(new GridAxis(names.get(i), arrays.array(names.get(i)).numbers(), periods[i]));
        }
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String unknown : arrays.array(UNKNOWNS).words()) {
            values.put(unknown, arrays.array(unknown).numbers());
        }
        return new GridSolution(axes, values);
    }
}
