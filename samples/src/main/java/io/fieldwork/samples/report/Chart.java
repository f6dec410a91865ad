package io.fieldwork.samples.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A curve as inline SVG: the values themselves faint, their running mean on top, ticks at round numbers. Colours come
 * from the page's style, so that one drawing serves light and dark.
 *
 * @param title above the curve
 * @param logarithmic whether the vertical axis is
 * @param points (step, value), in the order of steps, values finite
 */
record Chart(String title, boolean logarithmic, List<double[]> points) {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 240;
    private static final int LEFT = 62;
    private static final int RIGHT = 18;
    private static final int TOP = 30;
    private static final int BOTTOM = 28;
    private static final int BUCKETS = 400;

    /**
     * The curve of one column of the metrics.
     *
     * @param title above it
     * @param rows of {@code metrics.jsonl}
     * @param name of the column
     * @param logarithmic whether the vertical axis is; values that are not positive are then left out
     * @return the chart; it may hold no points
     */
    static Chart of(String title, List<Map<String, Double>> rows, String name, boolean logarithmic) {
        return new Chart(title, logarithmic, points(rows, "step", name, logarithmic));
    }

    /** One column over another (across, up), thinned to means of neighbours. */
    static List<double[]> points(List<Map<String, Double>> rows, String across, String up, boolean logarithmic) {
        return thinned(rows.stream()
                .filter(row -> row.containsKey(up) && (!logarithmic || row.get(up) > 0))
                .map(row -> new double[] {row.get(across), row.get(up)})
                .toList());
    }

    private static List<double[]> thinned(List<double[]> points) {
        int size = Math.max(1, (points.size() + BUCKETS - 1) / BUCKETS);
        return IntStream.iterate(0, i -> i < points.size(), i -> i + size)
                .mapToObj(i -> mean(points.subList(i, Math.min(points.size(), i + size))))
                .toList();
    }

    private static double[] mean(List<double[]> bucket) {
        return new double[] {
            bucket.getLast()[0],
            bucket.stream().mapToDouble(point -> point[1]).average().orElseThrow()
        };
    }

    /**
     * The drawing.
     *
     * @return an SVG element, or nothing if there are fewer than two points
     */
    String svg() {
        if (points.size() < 2) {
            return "";
        }
        Axis x = Axis.linear(points.stream().mapToDouble(p -> p[0]).toArray(), LEFT, WIDTH - RIGHT);
        double[] values = points.stream().mapToDouble(p -> p[1]).toArray();
        Axis y = logarithmic
                ? Axis.logarithmic(values, HEIGHT - BOTTOM, TOP)
                : Axis.linear(values, HEIGHT - BOTTOM, TOP);
        StringBuilder svg = new StringBuilder();
        svg.append("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n".formatted(WIDTH, HEIGHT, title));
        svg.append("<text class=\"title\" x=\"%d\" y=\"16\">%s</text>%n".formatted(LEFT, title));
        for (double tick : y.ticks()) {
            svg.append(line(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick)));
            svg.append(text("end", LEFT - 8, y.at(tick) + 4, label(tick)));
        }
        for (double tick : x.ticks()) {
            svg.append(text("middle", x.at(tick), HEIGHT - 8, label(tick)));
        }
        svg.append(path("raw", values, x, y));
        svg.append(path("mean", smoothed(values), x, y));
        return svg.append("</svg>\n").toString();
    }

    /** A running mean over about a fortieth of the curve, forwards and backwards, so that it does not lag. */
    private static double[] smoothed(double[] values) {
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

    private String path(String style, double[] values, Axis x, Axis y) {
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            d.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", x.at(points.get(i)[0]), y.at(values[i])));
        }
        return "<path class=\"%s\" d=\"%s\"/>%n".formatted(style, d);
    }

    /** A thin line across. */
    static String line(double x1, double y1, double x2, double y2) {
        return String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n", x1, y1, x2, y2);
    }

    /** A label. */
    static String text(String anchor, double x, double y, String text) {
        return String.format(
                Locale.ROOT, "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", anchor, x, y, text);
    }

    /** The shortest of the usual notations. */
    static String label(double value) {
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size >= 10_000 && value % 1000 == 0) {
            return String.format(Locale.ROOT, "%,.0f k", value / 1000);
        }
        String plain = new BigDecimal(String.format(Locale.ROOT, "%.4g", value))
                .stripTrailingZeros()
                .toPlainString();
        return size < 1e-3 ? String.format(Locale.ROOT, "%.0e", value) : plain;
    }
}
