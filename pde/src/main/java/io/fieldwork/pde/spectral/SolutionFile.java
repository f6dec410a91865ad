package io.fieldwork.pde.spectral;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.AtomicFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Solutions as NPZ files: a zip of NPY arrays. */
final class SolutionFile {
    private static final String AXES = "axes";
    private static final String UNKNOWNS = "unknowns";
    private static final String PERIODS = "periods";
    private static final String SUFFIX = ".npy";

    private SolutionFile() {}

    static void write(Path file, List<Axis> axes, Map<String, double[]> values) throws IOException {
        int[] shape = axes.stream().mapToInt(Axis::size).toArray();
        Map<String, Npy> arrays = new LinkedHashMap<>();
        arrays.put(AXES, Npy.of(axes.stream().map(Axis::name).toList()));
        arrays.put(UNKNOWNS, Npy.of(List.copyOf(values.keySet())));
        arrays.put(PERIODS, Npy.of(axes.stream().mapToDouble(Axis::period).toArray(), axes.size()));
        axes.forEach(axis -> put(file, arrays, axis.name(), Npy.of(axis.points(), axis.size())));
        values.forEach((unknown, table) -> put(file, arrays, unknown, Npy.of(table, shape)));
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, Npy> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + SUFFIX));
                array.getValue().write(zip);
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static void put(Path file, Map<String, Npy> arrays, String name, Npy array) {
        if (arrays.put(name, array) != null) {
            throw new IllegalArgumentException("two arrays of " + file + " are named '" + name + "'");
        }
    }

    static GridSolution read(Path file) throws IOException {
        Map<String, Npy> arrays = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().replace(SUFFIX, "");
                arrays.put(name, Npy.read(file + ":" + name, zip));
            }
        }
        try {
            return solution(file, arrays);
        } catch (IllegalArgumentException e) {
            throw new UserError("The file " + file + " is not a usable reference solution: " + e.getMessage() + ".", e);
        }
    }

    private static GridSolution solution(Path file, Map<String, Npy> arrays) {
        List<String> names = require(file, arrays, AXES).words();
        double[] periods = require(file, arrays, PERIODS).numbers();
        if (periods.length != names.size()) {
            throw new IllegalArgumentException("it has " + names.size() + " axes but " + periods.length + " periods");
        }
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            axes.add(new Axis(names.get(i), require(file, arrays, names.get(i)).numbers(), periods[i]));
        }
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String unknown : require(file, arrays, UNKNOWNS).words()) {
            values.put(unknown, require(file, arrays, unknown).numbers());
        }
        try {
            return new GridSolution(axes, values);
        } catch (UserError e) {
            throw new UserError("The file " + file + " cannot be used. " + e.getMessage(), e);
        }
    }

    private static Npy require(Path file, Map<String, Npy> arrays, String name) {
        Npy array = arrays.get(name);
        if (array == null) {
            throw new UserError("The file " + file + " is not a reference solution: it has no array '" + name + "'.");
        }
        return array;
    }
}
