package io.fieldwork.samples.batch;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.samples.config.Ablation;
import io.fieldwork.samples.config.Ablation.Case;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.report.MetricCurves;
import io.fieldwork.samples.report.MetricsLog;
import io.fieldwork.samples.report.Overview;
import io.fieldwork.samples.report.ReportFigure;
import io.fieldwork.samples.run.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;

/**
 * The training of an ablation's cases one after another, each into its run folder, which writes {@code ablation.csv}
 * and {@code ablation.html} after each. A finished case of the same configuration is not trained again, an unfinished
 * one goes on, and a run of another configuration is kept under {@code previous_runs/}. All run in one process, so the
 * first one includes seconds of just-in-time compilation; for runs that short, limit steps instead of time.
 */
public final class Comparison {
    private static final int DONE = 0;
    private static final String PICTURE = "/images/test_0_comparison.png";
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;
    private static final List<Measure> MEASURES = List.of(
            new Measure("psnr", "PSNR of the training batches, dB", false),
            new Measure("relativeL2", "relative L2 error", true),
            new Measure("validation", "relative L2 error on validation samples", true),
            new Measure("loss", "loss", true));
    private static final Map<String, String> ACROSS = Map.of("minutes", "training minutes", "step", "steps");

    private final Path folder;
    private final Ablation ablation;
    private final ToIntBiFunction<Job, RunFolder> trainee;
    private final Console console;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, List<Curve>> curves = new LinkedHashMap<>();

    /** A column of the metrics that cases are compared by. */
    private record Measure(String column, String title, boolean logarithmic) {
        private String caption() {
            return column.equals("loss")
                    ? "The loss of training; cases with other terms, weights, scales or points have another loss"
                    : title;
        }
    }

    /**
     * A comparison at its start.
     *
     * @param folder of all runs and tables
     * @param ablation the cases
     * @param trainee trains one into its folder, or resumes where that has a checkpoint, and gives the exit code; 130 if a
     *     person interrupted it
     * @param console for a line about each case, and the table as its result
     * @throws UserError if the folder is that of a run
     */
    public Comparison(Path folder, Ablation ablation, ToIntBiFunction<Job, RunFolder> trainee, Console console) {
        if (Files.exists(folder.resolve("config.yaml"))) {
            throw new UserError(folder + " is the folder of a run; choose another one with --out.");
        }
        this.folder = folder;
        this.ablation = ablation;
        this.trainee = trainee;
        this.console = console;
    }

    /**
     * {@return the exit code of training the unfinished cases until interrupted: 0 done, 1 a case failed, 130
     * interrupted}
     */
    public int execute() {
        int code = DONE;
        for (Case one : ablation.cases()) {
            RunFolder run;
            try {
                run = folder(one);
            } catch (UserError e) {
                code = FAILED;
                rows.add(Row.failed(one, e.getMessage()));
                console.say(new AblationTable(rows).line(rows.getLast()));
                continue;
            }
            Row row = Row.of(one, run);
            boolean before = row.finished();
            if (!before) {
                console.say("[%d/%d] %s: training into %s"
                        .formatted(rows.size() + 1, ablation.cases().size(), one.title(), run.path()));
                try {
                    int ended = trainee.applyAsInt(one.configuration().job(), run);
                    row = Row.of(one, run);
                    code = ended == INTERRUPTED ? INTERRUPTED : code;
                } catch (RuntimeException e) {
                    row = Row.failed(one, reason(e));
                    code = FAILED;
                }
            }
            take(row, run, before);
            if (code == INTERRUPTED) {
                break;
            }
        }
        new AblationTable(rows).text().forEach(console::result);
        new AblationTable(rows).means().forEach(console::result);
        console.result("Table:    " + folder.resolve("ablation.csv"));
        console.result("Report:   " + folder.resolve("ablation.html"));
        return code;
    }

    private static String reason(RuntimeException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return e instanceof UserError ? message : e.getClass().getSimpleName() + ": " + message;
    }

    private void take(Row row, RunFolder run, boolean before) {
        int colour = rows.size();
        rows.add(row);
        console.say(new AblationTable(rows).line(row) + (before ? " (before)" : ""));
        if (Files.exists(run.metrics())) {
            List<Map<String, Double>> log = MetricsLog.read(run.metrics());
            log.forEach(line -> line.put("minutes", line.getOrDefault("seconds", Double.NaN) / 60));
            for (Measure measure : MEASURES) {
                for (String across : List.of("minutes", "step")) {
                    new MetricCurves(log)
                            .curve(row.one().title(), colour, across, measure.column(), measure.logarithmic())
                            .ifPresent(curve -> curves.computeIfAbsent(name(measure, across), key -> new ArrayList<>())
                                    .add(curve));
                }
            }
        }
        write();
    }

    private static String name(Measure measure, String across) {
        return measure.column() + "-" + across;
    }

    /** The folder of a case: new, or that of an earlier run of the same configuration. */
    private RunFolder folder(Case one) {
        return new JobFolder(folder, one.folder())
                .prepared(
                        one.configuration(),
                        kept -> console.say(
                                one.title() + ": the configuration has changed; the earlier run is kept in " + kept));
    }

    private void write() {
        AblationTable table = new AblationTable(rows);
        List<ReportFigure> figures = figures();
        figures.forEach(figure -> figure.write(folder));
        List<String> columns = new ArrayList<>(table.columns());
        columns.add("changes");
        List<Overview.Row> lines = rows.stream().map(row -> line(table, row)).toList();
        String verdict = "%d of %d cases; the ratio is that of a case's error to the first one's"
                .formatted(rows.size(), ablation.cases().size());
        write("ablation.csv", table.csv());
        write("ablation.html", new Overview(ablation.name(), verdict, columns, lines, figures).html());
    }

    private void write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + UserError.reason(e) + ".", e);
        }
    }

    private Overview.Row line(AblationTable table, Row row) {
        List<String> cells = new ArrayList<>(table.cells(row));
        cells.add(row.one().changes());
        String report = row.one().folder() + "/report.html";
        return new Overview.Row(existing(report), existing(row.one().folder() + PICTURE), cells);
    }

    /** A file of the folder, or nothing. */
    private String existing(String name) {
        return Files.exists(folder.resolve(name)) ? name : "";
    }

    private List<ReportFigure> figures() {
        List<ReportFigure> figures = new ArrayList<>();
        for (Measure measure : MEASURES) {
            for (String across : List.of("minutes", "step")) {
                List<Curve> drawn = curves.getOrDefault(name(measure, across), List.of());
                if (!drawn.isEmpty()) {
                    String title = measure.title() + " over " + ACROSS.get(across);
                    Axis up = measure.logarithmic() ? Axis.logarithmic("") : Axis.of("");
                    Panel panel = Panel.of(title, Axis.of(ACROSS.get(across)), up, List.copyOf(drawn));
                    figures.add(ReportFigure.curves(name(measure, across), Figure.of(panel), measure.caption()));
                }
            }
        }
        return figures;
    }
}
