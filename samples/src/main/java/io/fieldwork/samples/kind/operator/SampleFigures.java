package io.fieldwork.samples.kind.operator;

import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.data.Grid;
import io.fieldwork.pde.data.GridSize;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.grid.RelativeError;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.figure.Range;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** One sample of an operator as figures: input, truth, prediction and error; of space its middle layer is drawn. */
final class SampleFigures {
    private final Grid grid;
    private final int[] in;
    private final int[] out;
    private final double[] input;
    private final double[] truth;
    private final double[] found;
    private final double[] errors;

    /** A sample with its prediction, in the order of an output of the data. */
    SampleFigures(DataSet samples, int sample, float[] prediction) {
        GridSize size = samples.size();
        grid = samples.grid();
        in = new int[] {samples.inputShape()[0], size.height(), size.width()};
        out = new int[] {samples.outputShape()[0], size.height(), size.width()};
        FloatBuffer start = FloatBuffer.allocate(in[0] * size.count());
        samples.input(sample, start);
        FloatBuffer end = FloatBuffer.allocate(out[0] * size.count());
        samples.output(sample, end);
        input = middle(start.array(), size);
        truth = middle(end.array(), size);
        found = middle(prediction, size);
        errors = IntStream.range(0, out[0])
                .mapToDouble(channel -> error(end.array(), prediction, channel * size.count(), size.count()))
                .toArray();
    }

    /** The middle layer of every channel. */
    private static double[] middle(float[] values, GridSize size) {
        int plane = size.height() * size.width();
        int skipped = size.depth() / 2 * plane;
        return IntStream.range(0, values.length / size.depth())
                .mapToDouble(i -> values[i / plane * size.count() + skipped + i % plane])
                .toArray();
    }

    private static double error(float[] truth, float[] found, int from, int count) {
        IntFunction<double[]> part = which -> IntStream.range(from, from + count)
                .mapToDouble(i -> (which == 0 ? truth : found)[i])
                .toArray();
        return RelativeError.of(part.apply(0), part.apply(1)).value();
    }

    /** Whether fields are those of a line. */
    boolean onLine() {
        return out[1] == 1;
    }

    /** Channels of the output. */
    int channels() {
        return out[0];
    }

    /** Whether the channels of the output follow each other in time. */
    boolean moves() {
        return in[0] == 1 && out[0] > 1;
    }

    /** The truth of a channel. */
    double[] truth(int channel) {
        return channel(truth, channel);
    }

    /** The prediction of a channel. */
    double[] found(int channel) {
        return channel(found, channel);
    }

    private double[] channel(double[] values, int channel) {
        int points = out[1] * out[2];
        return Arrays.copyOfRange(values, channel * points, (channel + 1) * points);
    }

    /** The relative L2 error of a channel at all points. */
    double error(int channel) {
        return errors[channel];
    }

    /** The prediction of a channel on a plane alone. */
    Figure prediction(int channel) {
        return Figure.of(map("", out, found(channel), scale(found(channel))));
    }

    /**
     * Input, truth, prediction and their difference for a channel of the output on a plane, as four maps; the colours
     * are those of all channels that follow each other in time.
     */
    Figure maps(int channel, String title) {
        double[] t = truth(channel);
        double[] f = found(channel);
        ColorScale both = scale(moves() ? truth : t);
        ColorScale errors = ColorScale.signed(Axis.of(""), moves() ? difference(found, truth) : difference(f, t));
        double[] start = Arrays.copyOf(input, in[1] * in[2]);
        return Figure.of(
                title,
                map("input", in, start, scale(start)),
                map("truth", out, t, both),
                map("prediction", out, f, both),
                map("prediction − truth", out, difference(f, t), errors));
    }

    private static ColorScale scale(double[] values) {
        return ColorScale.of(Axis.of(""), values);
    }

    static double[] difference(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }

    /** One value a cell, the first row on top. */
    private Panel map(String title, int[] shape, double[] values, ColorScale scale) {
        int rows = shape[1];
        int columns = shape[2];
        Range width = new Range(0, grid.width());
        Range height = new Range(0, grid.height());
        Cells cells = Cells.even(width, height, columns, rows, scale, (i, j) -> values[(rows - 1 - j) * columns + i]);
        return Panel.of(title, Axis.of("x"), Axis.of("y"), cells).equalScales();
    }

    /**
     * {@return a sample of fields on a line as a table over its coordinate, and over time if the channels follow each
     * other, {@code output} with its reference, or one for each channel, and {@code input} where nothing moves}
     */
    GridSolution line() {
        int n = out[2];
        GridAxis x = grid.boundary() == Boundary.PERIODIC
                ? GridAxis.periodic("x", 0, grid.width(), n)
                : GridAxis.interval("x", 0, grid.width(), n);
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        if (moves()) {
            GridAxis time = GridAxis.interval("t", 1, out[0], out[0]);
            columns.put("output", found);
            columns.put(GridSolution.reference("output"), truth);
            return new GridSolution(List.of(time, x), columns);
        }
        for (int c = 0; c < out[0]; c++) {
            String name = out[0] == 1 ? "output" : "output " + (c + 1);
            columns.put(name, found(c));
            columns.put(GridSolution.reference(name), truth(c));
        }
        columns.put("input", Arrays.copyOf(input, n));
        return new GridSolution(List.of(x), columns);
    }
}
