package io.fieldwork.samples.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The curves of a report, over steps: whatever of the known columns a run has logged.
 *
 * @param rows of {@code metrics.jsonl}
 */
record Curves(List<Map<String, Double>> rows) {
    private static final String TERM = "loss.";
    private static final String WEIGHT = "weight.";
    private static final String PSEUDO_TIME = "pseudoTime.";
    private static final String COEFFICIENT = "coefficient.";

    /**
     * All of them.
     *
     * @return SVG elements, none of them empty
     */
    List<String> drawn() {
        Stream<String> all = Stream.of(
                chart("loss", "loss", true),
                together("terms", "terms of the loss", TERM, 2),
                chart("PSNR of the training batches, dB", "psnr", false),
                line("least causal weight", "causal.least", false),
                line("steepness of the causal weights", "causal.epsilon", true),
                line("time window", "window", false),
                together("weights", "weights of the terms", WEIGHT, 1),
                together("pseudoTime", "weights of the steps in pseudo-time", PSEUDO_TIME, 1));
        Stream<String> coefficients = names(COEFFICIENT)
                .map(name -> chart("coefficient " + name.substring(COEFFICIENT.length()), name, false));
        Stream<String> pace = Stream.of(chart("rays a step", "rays", false), chart("learning rate", "rate", false));
        return Stream.of(all, coefficients, pace)
                .flatMap(part -> part)
                .filter(svg -> !svg.isEmpty())
                .toList();
    }

    private String chart(String title, String column, boolean logarithmic) {
        return Chart.of(title, rows, column, logarithmic).svg();
    }

    /** Without the running mean, for what moves in steps. */
    private String line(String title, String column, boolean logarithmic) {
        List<Plot.Curve> curves = curve("", column, 0, logarithmic);
        return curves.isEmpty() ? "" : new Plot(column, title, "", logarithmic, curves).svg();
    }

    private List<Plot.Curve> curve(String label, String column, int colour, boolean logarithmic) {
        List<double[]> points = Chart.of(column, rows, column, logarithmic).points();
        double[] steps = points.stream().mapToDouble(p -> p[0]).toArray();
        double[] values = points.stream().mapToDouble(p -> p[1]).toArray();
        return points.size() < 2 ? List.of() : List.of(new Plot.Curve(label, colour, false, steps, values));
    }

    private Stream<String> names(String prefix) {
        TreeSet<String> names = new TreeSet<>();
        rows.forEach(row ->
                row.keySet().stream().filter(name -> name.startsWith(prefix)).forEach(names::add));
        return names.stream();
    }

    /** Columns of one kind in one drawing, so that they can be compared; nothing if there are fewer than the least worth drawing. */
    private String together(String id, String title, String prefix, int least) {
        List<Plot.Curve> curves = new ArrayList<>();
        names(prefix).forEach(name -> curves.addAll(curve(name.substring(prefix.length()), name, curves.size(), true)));
        return curves.size() < least ? "" : new Plot(id, title, "", true, curves).svg();
    }
}
