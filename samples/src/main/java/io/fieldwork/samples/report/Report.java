package io.fieldwork.samples.report;

import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.render.figure.Figure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code report.html}: one page with the final numbers, curves, pictures and the configuration of a run. Pictures are
 * part of the page and nothing is fetched, so that it can be mailed or archived. The page is well-formed XML as well.
 *
 * @param title the run's name
 * @param verdict one sentence: how training ended
 * @param numbers final numbers, label to formatted value
 * @param facts of the manifest, label to text
 * @param rows of {@code metrics.jsonl}
 * @param heading above the pictures
 * @param exhibits pictures and figures
 * @param configuration the complete YAML
 */
public record Report(
        String title,
        String verdict,
        Map<String, String> numbers,
        Map<String, String> facts,
        List<Map<String, Double>> rows,
        String heading,
        List<? extends Exhibit> exhibits,
        String configuration) {
    private static final int CURVE_WIDTH = 420;
    private static final int CURVE_HEIGHT = 220;

    /** Writes the page into a run folder; its pictures are read back from {@code images/}. */
    public void write(RunFolder run) {
        run.write(run.report(), html(run.images()));
    }

    /** The page as HTML, with the pictures from files in a folder. */
    String html(Path images) {
        String body = cards()
                + curves()
                + figures(images)
                + "<h2>Run</h2>\n"
                + table()
                + "<h2>Configuration</h2>\n<pre>"
                + escaped(configuration)
                + "</pre>\n";
        return Page.of(title, verdict, body);
    }

    private String cards() {
        StringBuilder html = new StringBuilder("<h2>Final numbers</h2>\n<div class=\"row\">\n");
        numbers.forEach((label, value) -> html.append(
                "<div class=\"card\"><span>%s</span><b>%s</b></div>%n".formatted(escaped(label), escaped(value))));
        return html.append("</div>\n").toString();
    }

    private String curves() {
        StringBuilder html = new StringBuilder();
        for (Figure figure : new MetricCurves(rows).figures()) {
            String title = figure.panels().getFirst().title();
            html.append("<div class=\"card\">")
                    .append(ReportFigure.svg(figure, title, CURVE_WIDTH, CURVE_HEIGHT))
                    .append("</div>\n");
        }
        return html.isEmpty() ? "" : "<h2>Curves over steps</h2>\n<div class=\"curves\">\n" + html + "</div>\n";
    }

    private String figures(Path images) {
        StringBuilder html = new StringBuilder();
        exhibits.forEach(exhibit -> html.append(exhibit.html(images)));
        return html.isEmpty() ? "" : "<h2>" + escaped(heading) + "</h2>\n" + html;
    }

    private String table() {
        StringBuilder html = new StringBuilder("<table>\n");
        facts.forEach((label, text) ->
                html.append("<tr><td>%s</td><td>%s</td></tr>%n".formatted(escaped(label), escaped(text))));
        return html.append("</table>\n").toString();
    }

    /** Text as HTML shows it. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** {@return a final number such as {@code psnr}, finite, with the digits and the unit that suit it} */
    public static String formatted(String name, double value) {
        if (name.startsWith("relative")) {
            return scientific(value);
        }
        return switch (name) {
            case "psnr", "psnrExtrapolation", "psnrTeacher", "psnrOffSample", "psnrBilinear" ->
                String.format(Locale.ROOT, "%.2f dB", value);
            case "ssim", "msssim", "ssimExtrapolation" -> String.format(Locale.ROOT, "%.4f", value);
            case "seconds" -> ProgressLine.clock(value);
            case "steps", "parameters", "bytes", "causal.criterionStep" -> String.format(Locale.ROOT, "%,.0f", value);
            case "causal.criterionMet" -> value > 0 ? "yes" : "no";
            default -> brief(value);
        };
    }

    /** {@return a finite number with at most four digits, such as {@code 0.5}, {@code 0.003183} or {@code 10000}} */
    public static String brief(double value) {
        return value == 0
                ? "0"
                : new BigDecimal(value)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** {@return a small number with its power of ten, such as {@code 3.21e-5}} */
    public static String scientific(double value) {
        return String.format(Locale.ROOT, "%.2e", value).replaceFirst("e[+]?(-?)0*(\\d)", "e$1$2");
    }
}
