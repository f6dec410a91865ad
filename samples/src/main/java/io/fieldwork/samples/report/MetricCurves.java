package io.fieldwork.samples.report;

import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Mark;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.figure.Rule;
import io.fieldwork.render.figure.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The curves of a report over steps: whatever of the known columns a run has logged.
 *
 * @param rows of {@code metrics.jsonl}
 */
public record MetricCurves(List<Map<String, Double>> rows) {
    private static final String TERM = "loss.";
    private static final String WEIGHT = "weight.";
    private static final String PSEUDO_TIME = "pseudoTime.";
    private static final String COEFFICIENT = "coefficient.";
    private static final int BUCKETS = 400;
    /** Opacity of values below their running mean. */
    private static final double FAINT = 0.3;

    /** {@return all of them, each a figure of one chart} */
    List<Figure> figures() {
        Stream<Optional<Panel>> all = Stream.of(
                smooth("loss", "loss", true),
                together("terms of the loss", TERM, 2),
                smooth("PSNR of the training batches, dB", "psnr", false),
                smooth("relative L2 error on validation samples", "validation", true),
                least(),
                plain("steepness of the causal weights", "causal.epsilon", true),
                plain("time window", "window", false),
                together("weights of the terms", WEIGHT, 1),
                together("weights of the steps in pseudo-time", PSEUDO_TIME, 1));
        Stream<Optional<Panel>> coefficients = names(COEFFICIENT)
                .map(name -> smooth("coefficient " + name.substring(COEFFICIENT.length()), name, false));
        Stream<Optional<Panel>> pace =
                Stream.of(smooth("rays a step", "rays", false), smooth("learning rate", "rate", false));
        return Stream.of(all, coefficients, pace)
                .flatMap(part -> part)
                .flatMap(Optional::stream)
                .map(Figure::of)
                .toList();
    }

    /**
     * One column over another, thinned to some hundred means of neighbours.
     *
     * @param label in the legend, may be empty
     * @param number of its colour
     * @param across name of the column across
     * @param up name of the column upwards
     * @param logarithmic whether values that are not positive are left out
     * @return the curve, unless it would have fewer than two points
     */
    public Optional<Curve> curve(String label, int number, String across, String up, boolean logarithmic) {
        List<double[]> points = rows.stream()
                .filter(row -> row.containsKey(up) && (!logarithmic || row.get(up) > 0))
                .map(row -> new double[] {row.get(across), row.get(up)})
                .toList();
        int size = Math.max(1, (points.size() + BUCKETS - 1) / BUCKETS);
        List<double[]> means = IntStream.iterate(0, i -> i < points.size(), i -> i + size)
                .mapToObj(i -> mean(points.subList(i, Math.min(points.size(), i + size))))
                .toList();
        double[] x = means.stream().mapToDouble(p -> p[0]).toArray();
        double[] y = means.stream().mapToDouble(p -> p[1]).toArray();
        return means.size() < 2 ? Optional.empty() : Optional.of(Curve.of(label, number, x, y));
    }

    private static double[] mean(List<double[]> bucket) {
        return new double[] {
            bucket.getLast()[0],
            bucket.stream().mapToDouble(point -> point[1]).average().orElseThrow()
        };
    }

    private static Panel panel(String title, boolean logarithmic, List<? extends Mark> marks) {
        return Panel.of(title, Axis.of("step"), logarithmic ? Axis.logarithmic("") : Axis.of(""), List.copyOf(marks));
    }

    /** The values faint, their running mean on top. */
    private Optional<Panel> smooth(String title, String column, boolean logarithmic) {
        return curve("", 0, "step", column, logarithmic).map(raw -> {
            Curve mean = new Curve("", raw.stroke().wide(2), raw.x(), smoothed(raw.y()));
            return panel(title, logarithmic, List.of(raw.faint(FAINT), mean));
        });
    }

    /** A running mean over about a fortieth of the curve, forwards and backwards, so that it does not lag. */
    static double[] smoothed(double[] values) {
        double keep = Math.exp(-40.0 / values.length);
        double[] smooth = values.clone();
        for (int i = 1; i < smooth.length; i++) {
            smooth[i] = keep * smooth[i - 1] + (1 - keep) * smooth[i];
        }
        for (int i = smooth.length - 2; i >= 0; i--) {
            smooth[i] = keep * smooth[i + 1] + (1 - keep) * smooth[i];
        }
        return smooth;
    }

    /** Without the running mean, for what moves in steps. */
    private Optional<Panel> plain(String title, String column, boolean logarithmic) {
        return curve("", 0, "step", column, logarithmic).map(curve -> panel(title, logarithmic, List.of(curve)));
    }

    /** The least causal weight, with a line wherever the stopping criterion was met. */
    private Optional<Panel> least() {
        Optional<Curve> weight = curve("", 0, "step", "causal.least", false);
        List<Mark> marks = new ArrayList<>(weight.stream().toList());
        double before = 0;
        for (Map<String, Double> row : rows) {
            double met = row.getOrDefault("causal.met", 0.0);
            if (met > before) {
                marks.add(new Rule(marks.size() < 2 ? "criterion met" : "", Stroke.of(1), true, row.get("step")));
            }
            before = met;
        }
        return weight.map(curve -> panel("least causal weight", false, marks));
    }

    private Stream<String> names(String prefix) {
        TreeSet<String> names = new TreeSet<>();
        rows.forEach(row ->
                row.keySet().stream().filter(name -> name.startsWith(prefix)).forEach(names::add));
        return names.stream();
    }

    /** Columns of one kind in one chart, so that they can be compared; nothing if there are fewer than the least worth drawing. */
    private Optional<Panel> together(String title, String prefix, int least) {
        List<Curve> curves = new ArrayList<>();
        names(prefix)
                .forEach(name -> curve(name.substring(prefix.length()), curves.size(), "step", name, true)
                        .ifPresent(curves::add));
        return curves.size() < least ? Optional.empty() : Optional.of(panel(title, true, curves));
    }
}
