package io.fieldwork.samples.report;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Named curves over one axis as SVG, with ticks at round numbers and a legend.
 *
 * @param name file name without its ending
 * @param title above the curves
 * @param caption below them in the report
 * @param logarithmic whether the vertical axis is; values that are not positive are then left out
 * @param curves drawn in this order, later ones on top
 */
public record Plot(String name, String title, String caption, boolean logarithmic, List<Curve> curves)
        implements Exhibit {
    /** Colours of curves on a light or a dark page, and the broad stroke of what a thin line is compared with. */
    static final String STYLE = """
        svg path { fill: none; stroke-width: 1.6; } svg .faint { stroke-width: 5; opacity: .3; }
        svg .c0 { stroke: #2f7ed8; } svg .c1 { stroke: #e07b1a; } svg .c2 { stroke: #2a9d5c; }
        svg .c3 { stroke: #d1495b; } svg .c4 { stroke: #8f63c9; } svg .c5 { stroke: #2b9eb3; }
        svg .d1 { stroke-dasharray: 6 3; } svg .d2 { stroke-dasharray: 2 3; }
        """;

    private static final String ALONE =
            "<style>svg { background: #fff; } svg text { fill: #444; font: 11px sans-serif; }"
                    + " svg line { stroke: #ddd; }\n" + STYLE + "</style>";
    private static final int COLOURS = 6;
    private static final int DASHES = 3;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 280;
    private static final int LEFT = 62;
    private static final int RIGHT = 18;
    private static final int TOP = 30;
    private static final int BOTTOM = 28;
    private static final int LINE = 16;
    private static final int MOST_POINTS = 600;

    /**
     * One curve.
     *
     * @param label in the legend; empty to leave it out
     * @param colour number of its colour; from the seventh on they repeat dashed, from the thirteenth dotted
     * @param faint whether it is broad and pale, for others to lie on
     * @param strength of its stroke, 0 (invisible) to 1
     * @param x positions [n], in order
     * @param y values [n]
     */
    public record Curve(String label, int colour, boolean faint, double strength, double[] x, double[] y) {
        /** Rejects lists of different lengths. */
        public Curve {
            if (x.length != y.length) {
                throw new IllegalArgumentException(x.length + " positions, but " + y.length + " values");
            }
        }

        /**
         * A curve at full strength.
         *
         * @param label in the legend; empty to leave it out
         * @param colour number of its colour
         * @param faint whether it is broad and pale
         * @param x positions [n], in order
         * @param y values [n]
         */
        public Curve(String label, int colour, boolean faint, double[] x, double[] y) {
            this(label, colour, faint, 1, x, y);
        }

        /**
         * One column of metrics over another, thinned to some hundred means.
         *
         * @param label in the legend
         * @param colour number of its colour
         * @param rows of {@code metrics.jsonl}
         * @param across name of the column across
         * @param up name of the column upwards
         * @param logarithmic whether the vertical axis is; values that are not positive are then left out
         * @return the curve; it may hold no points
         */
        public static Curve of(
                String label,
                int colour,
                List<Map<String, Double>> rows,
                String across,
                String up,
                boolean logarithmic) {
            List<double[]> points = Chart.points(rows, across, up, logarithmic);
            double[] x = points.stream().mapToDouble(p -> p[0]).toArray();
            double[] y = points.stream().mapToDouble(p -> p[1]).toArray();
            return new Curve(label, colour, false, x, y);
        }

        /** What follows {@code class=} between quotes. */
        private String style() {
            int dash = Math.floorMod(Math.floorDiv(colour, COLOURS), DASHES);
            String opacity = strength < 1 ? "\" stroke-opacity=\"" + Report.brief(strength) : "";
            return "c" + Math.floorMod(colour, COLOURS) + (dash > 0 ? " d" + dash : "") + (faint ? " faint" : "")
                    + opacity;
        }
    }

    private boolean shows(double value) {
        return Double.isFinite(value) && (!logarithmic || value > 0);
    }

    private double[] all(Function<Curve, double[]> part) {
        return curves.stream()
                .flatMapToDouble(curve -> DoubleStream.of(part.apply(curve)))
                .toArray();
    }

    /**
     * The drawing.
     *
     * @return an SVG element without a style, or nothing if there is no value to show
     */
    String svg() {
        double[] values = DoubleStream.of(all(Curve::y)).filter(this::shows).toArray();
        if (values.length == 0) {
            return "";
        }
        StringBuilder legend = new StringBuilder();
        int top = TOP + LINE * legend(legend);
        int height = HEIGHT + top - TOP;
        Axis x = Axis.linear(all(Curve::x), LEFT, WIDTH - RIGHT);
        Axis y = logarithmic
                ? Axis.logarithmic(values, height - BOTTOM, top)
                : Axis.linear(values, height - BOTTOM, top);
        StringBuilder svg = new StringBuilder();
        String heading = Report.escaped(title);
        svg.append("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n".formatted(WIDTH, height, heading));
        svg.append("<text class=\"title\" x=\"%d\" y=\"16\">%s</text>%n".formatted(LEFT, heading));
        svg.append(legend);
        for (double tick : y.ticks()) {
            svg.append(Chart.line(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick)));
            svg.append(Chart.text("end", LEFT - 8, y.at(tick) + 4, Chart.label(tick)));
        }
        for (double tick : x.ticks()) {
            svg.append(Chart.text("middle", x.at(tick), height - 8, Chart.label(tick)));
        }
        curves.forEach(curve -> svg.append(path(curve, x, y)));
        return svg.append("</svg>\n").toString();
    }

    /** Puts labels into lines below the title; returns how many lines. */
    private int legend(StringBuilder svg) {
        int lines = 0;
        double left = WIDTH;
        for (Curve curve : curves) {
            double width = 30 + 6.5 * curve.label().length();
            if (curve.label().isEmpty()) {
                continue;
            }
            if (left + width > WIDTH - RIGHT) {
                left = LEFT;
                lines++;
            }
            int y = TOP + LINE * lines - 10;
            svg.append(
                    String.format(Locale.ROOT, "<path class=\"%s\" d=\"M%.1f %dh14\"/>%n", curve.style(), left, y - 4));
            svg.append(Chart.text("start", left + 18, y, Report.escaped(curve.label())));
            left += width;
        }
        return lines;
    }

    /** The line through those values that can be shown, at most some hundred of them. */
    private String path(Curve curve, Axis x, Axis y) {
        int n = curve.x().length;
        int step = Math.max(1, (n + MOST_POINTS - 1) / MOST_POINTS);
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < n; i += step) {
            shown.add(i);
        }
        if (n > 0 && shown.getLast() != n - 1) {
            shown.add(n - 1);
        }
        StringBuilder d = new StringBuilder();
        boolean pen = false;
        for (int i : shown) {
            double value = curve.y()[i];
            if (shows(value)) {
                d.append(String.format(Locale.ROOT, "%s%.1f %.1f", pen ? "L" : "M", x.at(curve.x()[i]), y.at(value)));
            }
            pen = shows(value);
        }
        return d.isEmpty() ? "" : "<path class=\"%s\" d=\"%s\"/>%n".formatted(curve.style(), d);
    }

    @Override
    public void write(Path folder) {
        Path file = folder.resolve(name + ".svg");
        String alone = svg().replaceFirst("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ")
                .replaceFirst(">", ">" + ALONE);
        try {
            AtomicFile.write(file, out -> out.write(alone.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UserError("The picture " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public String html(Path folder) {
        return html();
    }

    /** The drawing with its caption; nothing if there is no value to show. */
    String html() {
        String drawn = svg();
        return drawn.isEmpty()
                ? ""
                : "<figure class=\"plot\">%s<figcaption>%s</figcaption></figure>%n"
                        .formatted(drawn, Report.escaped(caption));
    }
}
