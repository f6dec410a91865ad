package io.fieldwork.samples.batch;

import io.fieldwork.samples.report.MetricsLog;
import io.fieldwork.samples.report.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page of many runs: their table, which any column sorts, a plot of any two columns, the curves of the best, and their
 * pictures side by side. Data, pictures and program are in it; it fetches nothing.
 *
 * @param results what it shows
 */
record ResultsPage(Results results) {
    /** Columns of {@code metrics.jsonl} whose curves are shown. */
    private static final List<String> CURVES = List.of("psnr", "relativeL2", "validation", "loss");

    private static final int POINTS = 160;
    /** Runs whose pictures are in the page: it has to fit a browser. */
    private static final int PICTURES = 100;

    String html() {
        List<ResultRow> rows = results.rows();
        long ended =
                rows.stream().filter(row -> RunSummary.isFinished(row.state())).count();
        String verdict = "%d of %d runs have ended.".formatted(ended, rows.size());
        if (rows.size() > PICTURES) {
            verdict += " Pictures of the first %d are shown.".formatted(PICTURES);
        }
        String title =
                String.valueOf(results.folder().toAbsolutePath().normalize().getFileName());
        return Page.of(
                title,
                verdict,
                resource("results.html").replace("@DATA@", data()).replace("@PROGRAM@", resource("results.js")));
    }

    /** Header, cells, curves and pictures as JSON without signs that HTML or XML would take as its own. */
    private String data() {
        List<ResultRow> rows = results.rows();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("header", results.header());
        data.put("keys", results.keys());
        data.put("rows", rows.stream().map(results::cells).toList());
        data.put("curves", rows.stream().map(row -> curves(run(row))).toList());
        data.put(
                "pictures",
                IntStream.range(0, rows.size())
                        .mapToObj(i ->
                                i < PICTURES ? Thumbnail.of(run(rows.get(i))).orElse("") : "")
                        .toList());
        return new JsonMapper()
                .writeValueAsString(data)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private Path run(ResultRow row) {
        return results.folder().resolve(row.name());
    }

    /** The curves of a run by their names, each as steps, minutes and values of some points. */
    private static Map<String, List<List<Double>>> curves(Path run) {
        List<Map<String, Double>> log = MetricsLog.read(run.resolve("metrics.jsonl"));
        Map<String, List<List<Double>>> curves = new LinkedHashMap<>();
        for (String name : CURVES) {
            List<Map<String, Double>> lines =
                    log.stream().filter(line -> line.containsKey(name)).toList();
            if (lines.size() > 1) {
                curves.put(name, thinned(lines, name));
            }
        }
        return curves;
    }

    /** Steps, minutes and values of lines at equal distances, the last one among them. */
    private static List<List<Double>> thinned(List<Map<String, Double>> lines, String name) {
        List<Double> steps = new ArrayList<>();
        List<Double> minutes = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        int count = Math.min(POINTS, lines.size());
        for (int i = 1; i <= count; i++) {
            Map<String, Double> line = lines.get((int) ((long) i * lines.size() / count) - 1);
            steps.add(line.get("step"));
            minutes.add(line.getOrDefault("seconds", 0.0) / 60);
            values.add(line.get(name));
        }
        return List.of(steps, minutes, values);
    }

    private static String resource(String name) {
        try (InputStream in = ResultsPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
