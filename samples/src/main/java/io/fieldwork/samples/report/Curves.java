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
                chart("relative L2 error on validation samples", "validation", true),
                least(),
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

    /** The least causal weight, with a line wherever the stopping criterion was met. */
    private String least() {
        List<Plot.Curve> curves = new ArrayList<>(curve("", "causal.least", 0, false));
        double before = 0;
        for (Map<String, Double> row : rows) {
            double met = row.getOrDefault("causal.met", 0.0);
            if (met > before) {
                double[] step = {row.get("step"), row.get("step")};
                String label = curves.size() == 1 ? "criterion met" : "";
                curves.add(new Plot.Curve(label, 1, false, step, new double[] {0, 1}));
            }
            before = met;
        }
        return curves.isEmpty() ? "" : new Plot("causal.least", "least causal weight", "", false, curves).svg();
    }

    private List<Plot.Curve> curve(String label, String column, int colour, boolean logarithmic) {
        Plot.Curve curve = Plot.Curve.of(label, colour, rows, "step", column, logarithmic);
        return curve.x().length < 2 ? List.of() : List.of(curve);
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
