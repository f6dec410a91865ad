package io.fieldwork.samples.report;

import io.fieldwork.fields.train.RunFolder;
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
 * @param exhibits pictures and plots
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
    private static final String STYLE = """
        :root { color-scheme: light dark; --ink: #1c2024; --quiet: #6b7280; --page: #fbfbfa; --card: #fff;
          --edge: #e4e4e0; --curve: #1864c8; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e7e9ea; --quiet: #9aa3ad; --page: #15181b;
          --card: #1d2125; --edge: #30363c; --curve: #6cb0ff; } }
        body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 1180px; background: var(--page);
          color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2.2rem 0 .8rem; }
        p { margin: .3rem 0; color: var(--quiet); }
        .row { display: flex; flex-wrap: wrap; gap: .75rem; }
        .card { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: .7rem 1rem; }
        .card b { display: block; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
        .card span, figcaption { color: var(--quiet); font-size: .85rem; }
        .curves { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(340px, 1fr)); }
        .curves svg { width: 100%; height: auto; display: block; }
        svg text { fill: var(--quiet); font-size: 11px; } svg .title { fill: var(--ink); font-size: 13px; }
        svg line { stroke: var(--edge); } svg path { stroke: var(--curve); }
        figure { margin: 0 0 1rem; } .plot svg { display: block; max-width: 760px; }
        figure img { max-width: 100%; border: 1px solid var(--edge); border-radius: 6px; }
        pre, table { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; }
        pre { padding: 1rem; overflow-x: auto; } table { border-collapse: separate; padding: .4rem .6rem; }
        td { padding: .15rem .6rem; vertical-align: top; overflow-wrap: anywhere; }
        td:first-child { color: var(--quiet); }
        """ + Plot.STYLE + "svg .raw { opacity: .3; } svg .mean { stroke-width: 2; }\n";

    /**
     * Writes the page into a run folder.
     *
     * @param run the folder; its pictures are read back from {@code images/}
     */
    public void write(RunFolder run) {
        run.write(run.report(), html(run.images()));
    }

    /**
     * The page.
     *
     * @param images folder of the pictures' files
     * @return HTML
     */
    String html(Path images) {
        StringBuilder html =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        html.append("<title>").append(escaped(title)).append(" · Fieldwork</title>\n");
        html.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
        html.append("<h1>")
                .append(escaped(title))
                .append("</h1>\n<p>")
                .append(escaped(verdict))
                .append("</p>\n");
        html.append(cards()).append(curves()).append(figures(images));
        html.append("<h2>Run</h2>\n").append(table());
        html.append("<h2>Configuration</h2>\n<pre>")
                .append(escaped(configuration))
                .append("</pre>\n");
        return html.append("</body>\n</html>\n").toString();
    }

    private String cards() {
        StringBuilder html = new StringBuilder("<h2>Final numbers</h2>\n<div class=\"row\">\n");
        numbers.forEach((label, value) -> html.append(
                "<div class=\"card\"><span>%s</span><b>%s</b></div>%n".formatted(escaped(label), escaped(value))));
        return html.append("</div>\n").toString();
    }

    private String curves() {
        StringBuilder html = new StringBuilder();
        new Curves(rows)
                .drawn()
                .forEach(svg -> html.append("<div class=\"card\">").append(svg).append("</div>\n"));
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

    /**
     * A final number as people read it.
     *
     * @param name such as {@code psnr}
     * @param value finite
     * @return with the digits and the unit that suit it
     */
    public static String formatted(String name, double value) {
        if (name.startsWith("relativeL2")) {
            return scientific(value);
        }
        return switch (name) {
            case "psnr" -> String.format(Locale.ROOT, "%.2f dB", value);
            case "ssim" -> String.format(Locale.ROOT, "%.4f", value);
            case "seconds" -> Pace.clock(value);
            case "steps", "parameters" -> String.format(Locale.ROOT, "%,.0f", value);
            case "causal.criterionMet" -> value > 0 ? "yes" : "no";
            default -> brief(value);
        };
    }

    /**
     * A number with at most four digits.
     *
     * @param value finite
     * @return such as {@code 0.5}, {@code 0.003183} or {@code 10000}
     */
    public static String brief(double value) {
        return value == 0
                ? "0"
                : new BigDecimal(value)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /**
     * A small number with its power of ten.
     *
     * @param value finite
     * @return such as {@code 3.21e-5}
     */
    public static String scientific(double value) {
        return String.format(Locale.ROOT, "%.2e", value).replaceFirst("e[+]?(-?)0*(\\d)", "e$1$2");
    }
}
