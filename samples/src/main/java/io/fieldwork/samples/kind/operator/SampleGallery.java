package io.fieldwork.samples.kind.operator;

import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.data.Grid;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.grid.RelativeError;
import io.fieldwork.render.figure.Numbers;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Label;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.ScalarGrid;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.plot.Chart;
import io.fieldwork.samples.plot.Columns;
import io.fieldwork.samples.plot.Film;
import io.fieldwork.samples.plot.Galleries;
import io.fieldwork.samples.plot.Gallery;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.joml.Vector3f;

/**
 * One sample of an operator: input, truth, prediction and error.
 *
 * @param samples where it comes from
 * @param split name of these samples
 * @param sample its number
 */
record SampleGallery(DataSet samples, String split, int sample) {
    private static final float SIDE = 1.5f;
    private static final float BESIDE = 0.85f;
    private static final float ABOVE = 0.3f;
    private static final float MARGIN = 0.2f;
    private static final float[] INPUT = {0, 1};
    private static final float[] TRUTH = {1, 1};
    private static final float[] FOUND = {0, 0};
    private static final float[] ERROR = {1, 0};

    /**
     * What there is to see of it.
     *
     * @param prediction [channels, height, width]
     * @return fields on a plane as four maps, fields on a line as curves; a trajectory moves
     */
    Gallery gallery(float[] prediction) {
        return samples.outputShape()[1] == 1 ? curves(prediction) : maps(prediction);
    }

    private float[] read(boolean output) {
        int[] shape = output ? samples.outputShape() : samples.inputShape();
        FloatBuffer values = FloatBuffer.allocate(shape[0] * shape[1] * shape[2]);
        if (output) {
            samples.output(sample, values);
        } else {
            samples.input(sample, values);
        }
        return values.array();
    }

    /** Whether the channels of the output follow each other in time. */
    private boolean moves() {
        return samples.inputShape()[0] == 1 && samples.outputShape()[0] > 1;
    }

    private List<Double> times() {
        return moves()
                ? IntStream.rangeClosed(1, samples.outputShape()[0])
                        .mapToObj(Double::valueOf)
                        .toList()
                : List.of();
    }

    private Gallery curves(float[] prediction) {
        int n = samples.outputShape()[2];
        Grid grid = samples.grid();
        GridAxis x = grid.boundary() == Boundary.PERIODIC
                ? GridAxis.periodic("x", 0, grid.width(), n)
                : GridAxis.interval("x", 0, grid.width(), n);
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        if (moves()) {
            GridAxis time =
                    GridAxis.of("t", times().stream().mapToDouble(t -> t).toArray());
            columns.put("output", doubles(prediction, prediction.length));
            columns.put(GridSolution.reference("output"), doubles(read(true), prediction.length));
            return Galleries.of(new GridSolution(List.of(time, x), columns));
        }
        columns.put("output", doubles(prediction, n));
        columns.put(GridSolution.reference("output"), doubles(read(true), n));
        columns.put("input", doubles(read(false), n));
        return Galleries.of(new GridSolution(List.of(x), columns));
    }

    private static double[] doubles(float[] values, int count) {
        return IntStream.range(0, count).mapToDouble(i -> values[i]).toArray();
    }

    private Gallery maps(float[] prediction) {
        int[] out = samples.outputShape();
        float[] truth = read(true);
        List<Double> times = times();
        SequencedMap<String, Gallery.Showing> modes = new LinkedHashMap<>();
        if (moves() || out[0] == 1) {
            modes.put("sample", showing(film(out, truth, 0, out[0]), film(out, prediction, 0, out[0]), times));
        } else {
            for (int c = 0; c < out[0]; c++) {
                modes.put("channel " + (c + 1), showing(film(out, truth, c, 1), film(out, prediction, c, 1), times));
            }
        }
        float width = SIDE * Math.min(1, (float) out[2] / out[1]);
        float height = SIDE * Math.min(1, (float) out[1] / out[2]);
        return new Gallery(
                modes,
                times,
                new Subject.Bounds(
                        new Vector3f(-MARGIN, -ABOVE - MARGIN, 0),
                        new Vector3f(2 * width + 2 * BESIDE, 2 * height + 2 * ABOVE, 0)));
    }

    /** Some channels as pictures, the first row on top. */
    private static Film film(int[] shape, float[] values, int from, int count) {
        int h = shape[1];
        int w = shape[2];
        List<ScalarGrid> frames = new ArrayList<>();
        for (int c = from; c < from + count; c++) {
            float[] turned = new float[h * w];
            for (int y = 0; y < h; y++) {
                System.arraycopy(values, (c * h + y) * w, turned, (h - 1 - y) * w, w);
            }
            frames.add(new ScalarGrid(w, h, turned));
        }
        return Film.of("", false, frames);
    }

    private Gallery.Showing showing(Film truth, Film found, List<Double> times) {
        Film input = film(samples.inputShape(), read(false), 0, 1);
        Film error = truth.error("", found);
        return instant -> {
            List<Item> items = new ArrayList<>();
            items.addAll(map(TRUTH, "truth", truth, instant));
            items.addAll(map(FOUND, "prediction", found.like(truth), instant));
            items.addAll(map(ERROR, "error", error, instant));
            items.addAll(map(INPUT, "input", input, 0));
            String frame = times.isEmpty() ? "" : ", frame " + (instant + 1) + " of " + times.size();
            items.add(new Label(
                    "%s sample %d%s: relative L2 error %s"
                            .formatted(
                                    split,
                                    sample,
                                    frame,
                                    Numbers.brief(relative(
                                            truth.frames().get(instant),
                                            found.frames().get(instant)))),
                    new Vector3f(0, -MARGIN, 0),
                    0,
                    1,
                    Chart.INK));
            return new Scene(Color.WHITE, items);
        };
    }

    private static List<Item> map(float[] cell, String title, Film film, int instant) {
        ScalarGrid grid = film.frames().getFirst();
        float width = SIDE * Math.min(1, (float) grid.nx() / grid.ny());
        float height = SIDE * Math.min(1, (float) grid.ny() / grid.nx());
        float left = cell[0] * (width + BESIDE);
        float bottom = cell[1] * (height + ABOVE);
        Chart chart =
                new Chart(Plane.xy(left, bottom, left + width, bottom + height), Chart.axis(0, 1), Chart.axis(0, 1));
        List<Item> items = new ArrayList<>(film.map(chart, instant));
        items.add(chart.border());
        items.add(chart.title(title));
        return items;
    }

    private static float relative(ScalarGrid truth, ScalarGrid found) {
        int count = truth.values().length;
        return (float) RelativeError.of(doubles(truth.values(), count), doubles(found.values(), count))
                .value();
    }
}
