package io.fieldwork.samples.cli;

import io.fieldwork.fields.mesh.MeshFormat;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.render.export.CsvTable;
import io.fieldwork.render.export.ImageData;
import io.fieldwork.render.export.ImageSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The file formats of exported solutions, by the ending of the file's name. */
enum ExportFormat {
    /** NumPy. */
    NPZ,
    /** One image for ParaView: up to three axes, those in space first and time last. */
    VTI,
    /** One image for each time, which ParaView plays. */
    PVD,
    /** One line a point. */
    CSV;

    private static final int IMAGE_AXES = 3;
    private static final double EQUAL = 1e-9;

    static ExportFormat of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (ExportFormat format : values()) {
            String ending = "." + format.name().toLowerCase(Locale.ROOT);
            if (name.endsWith(ending) && name.length() > ending.length()) {
                return format;
            }
        }
        throw new UserError(
                "--out is " + file + "; expected a name that ends in .npz, .vti, .pvd or .csv, or for a mesh in "
                        + String.join(", ", MeshFormat.ENDINGS) + ".");
    }

    /** Rejects axes that the format cannot hold, before anything is evaluated. */
    void check(List<GridAxis> axes) {
        if (this == NPZ || this == CSV) {
            return;
        }
        boolean timed = axes.getFirst().name().equals(Domain.TIME);
        if (this == PVD && (!timed || axes.size() < 2 || axes.getFirst().size() < 2)) {
            throw new UserError(
                    "A .pvd file is a series in time; expected an equation in space and time, without --time.");
        }
        List<GridAxis> own = image(this == PVD ? axes.subList(1, axes.size()) : axes);
        if (own.size() > IMAGE_AXES) {
            throw new UserError("A .vti file has at most three axes, but the solution has " + names(own)
                    + "; give --time, or a name that ends in .pvd or .npz.");
        }
        own.forEach(ExportFormat::requireRegular);
    }

    private static String names(List<GridAxis> axes) {
        return String.join(", ", axes.stream().map(GridAxis::name).toList());
    }

    private static void requireRegular(GridAxis axis) {
        double step = spacing(axis);
        for (int i = 1; i < axis.size(); i++) {
            if (Math.abs(axis.at(i) - axis.at(0) - i * step) > EQUAL * axis.size() * step) {
                throw new UserError("The points of " + axis.name()
                        + " are not at equal distances, as ParaView's images need; give --grid.");
            }
        }
    }

    private static double spacing(GridAxis axis) {
        int n = axis.size();
        return n == 1 ? 1 : (axis.at(n - 1) - axis.at(0)) / (n - 1);
    }

    /** Writes a solution on some axes, which {@code evaluate} gives on those or at one time. */
    void write(Path file, List<GridAxis> axes, Function<List<GridAxis>, GridSolution> evaluate) throws IOException {
        switch (this) {
            case NPZ -> evaluate.apply(axes).write(file);
            case VTI -> AtomicFile.write(file, image(evaluate.apply(axes))::write);
            case PVD -> series(file, axes, evaluate);
            case CSV -> lines(file, evaluate.apply(axes));
        }
    }

    /** The folder of a series' images, of the collection's name without its ending. */
    static Path folder(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.')));
    }

    /** Writes the images, then the collection; images of a longer series that was there before are removed. */
    private static void series(Path file, List<GridAxis> axes, Function<List<GridAxis>, GridSolution> evaluate)
            throws IOException {
        ImageSeries series = new ImageSeries();
        List<GridAxis> slice = new ArrayList<>(axes);
        double[] times = axes.getFirst().points();
        for (int i = 0; i < times.length; i++) {
            slice.set(0, GridAxis.of(Domain.TIME, times[i]));
            Path part = part(file, i);
            AtomicFile.write(part, image(evaluate.apply(slice))::write);
            series.add(times[i], part.getParent().getFileName() + "/" + part.getFileName());
        }
        AtomicFile.write(file, series::write);
        int rest = times.length;
        while (Files.deleteIfExists(part(file, rest))) {
            rest++;
        }
    }

    private static Path part(Path file, int number) {
        return folder(file).resolve(String.format(Locale.ROOT, "time_%04d.vti", number));
    }

    private static void lines(Path file, GridSolution table) throws IOException {
        SequencedMap<String, CsvTable.Column> columns = new LinkedHashMap<>();
        for (int k = 0; k < table.axes().size(); k++) {
            GridAxis axis = table.axes().get(k);
            int stride = stride(table.axes(), k);
            columns.put(axis.name(), new CsvTable.Column(axis.points(), row -> row / stride % axis.size()));
        }
        table.values()
                .forEach((name, values) -> columns.put(name, new CsvTable.Column(values, IntUnaryOperator.identity())));
        AtomicFile.write(file, out -> CsvTable.write(out, columns, table.size()));
    }

    /** Space first, time last; a single time is no axis of an image. */
    private static List<GridAxis> image(List<GridAxis> axes) {
        List<GridAxis> own = new ArrayList<>(axes);
        if (axes.getFirst().name().equals(Domain.TIME)) {
            GridAxis time = own.removeFirst();
            if (time.size() > 1 || own.isEmpty()) {
                own.add(time);
            }
        }
        return own;
    }

    private static ImageData image(GridSolution table) {
        List<GridAxis> own = image(table.axes());
        int[] sizes = own.stream().mapToInt(GridAxis::size).toArray();
        int[] strides = own.stream()
                .mapToInt(axis -> stride(table.axes(), table.axes().indexOf(axis)))
                .toArray();
        int[] order = IntStream.range(0, table.size())
                .map(i -> {
                    int at = 0;
                    for (int k = 0, rest = i; k < sizes.length; k++) {
                        at += rest % sizes[k] * strides[k];
                        rest /= sizes[k];
                    }
                    return at;
                })
                .toArray();
        SequencedMap<String, double[]> values = new LinkedHashMap<>();
        table.values()
                .forEach((name, column) -> values.put(
                        name, Arrays.stream(order).mapToDouble(at -> column[at]).toArray()));
        GridAxis first = table.axes().getFirst();
        boolean slice = first.name().equals(Domain.TIME) && first.size() == 1;
        return new ImageData(
                sizes,
                own.stream().mapToDouble(axis -> axis.at(0)).toArray(),
                own.stream().mapToDouble(ExportFormat::spacing).toArray(),
                values,
                slice ? first.at(0) : null);
    }

    /** Distance in a table of neighbours along an axis. */
    private static int stride(List<GridAxis> axes, int k) {
        return GridAxis.count(axes.subList(k + 1, axes.size()));
    }
}
