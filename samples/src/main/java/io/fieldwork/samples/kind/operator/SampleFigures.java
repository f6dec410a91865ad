package io.fieldwork.samples.kind.operator;

import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.data.Grid;
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
import java.util.stream.IntStream;

/** One sample of an operator as figures: input, truth, prediction and error. */
final class SampleFigures {
    private final Grid grid;
    private final int[] in;
    private final int[] out;
    private final double[] input;
    private final double[] truth;
    private final double[] found;

    /** A sample of fields on a plane or on a line with its prediction, [channels, height, width]. */
    SampleFigures(DataSet samples, int sample, float[] prediction) {
        grid = samples.grid();
        in = samples.inputShape();
        out = samples.outputShape();
        FloatBuffer read = FloatBuffer.allocate(in[0] * in[1] * in[2]);
        samples.input(sample, read);
        input = doubles(read.array());
        read = FloatBuffer.allocate(out[0] * out[1] * out[2]);
        samples.output(sample, read);
        truth = doubles(read.array());
        found = doubles(prediction);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
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

    /** The relative L2 error of a channel. */
    double error(int channel) {
        return RelativeError.of(truth(channel), found(channel)).value();
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
