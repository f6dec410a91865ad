package io.fieldwork.samples.batch;

import io.fieldwork.samples.report.Report;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The table of an ablation's cases: steps, training minutes, the main number (relative L2 error, else PSNR, else the
 * residuals of an equation without a known solution), and the ratio of a case's error to that of the first case of the same
 * seed; of PSNR it is the ratio of mean squared errors.
 *
 * @param rows in the order of the ablation
 */
record AblationTable(List<Row> rows) {
    private Optional<String> main() {
        return RunSummary.MAIN.stream()
                .filter(name -> rows.stream().anyMatch(row -> row.numbers().containsKey(name)))
                .findFirst();
    }

    private boolean causal() {
        return rows.stream().anyMatch(row -> row.numbers().containsKey(Row.CRITERION));
    }

    /** A case's error in units of the first one's, above 1 if it is worse; nothing if one of them has no number. */
    OptionalDouble ratio(Row row) {
        Optional<String> main = main();
        Optional<Row> first = rows.stream()
                .filter(other -> other.one().repeat() == row.one().repeat())
                .findFirst();
        if (main.isEmpty() || first.isEmpty()) {
            return OptionalDouble.empty();
        }
        Double own = row.numbers().get(main.get());
        Double other = first.get().numbers().get(main.get());
        if (own == null || other == null) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(main.get().equals("psnr") ? Math.pow(10, (other - own) / 10) : own / other);
    }

    /** Names of the columns for people. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("case", "steps", "minutes"));
        main().ifPresent(name -> columns.add(
                switch (name) {
                    case "psnr" -> "PSNR";
                    case "relativeResidual" -> "residual";
                    default -> "relative L2";
                }));
        columns.add("ratio");
        if (causal()) {
            columns.add("criterion met");
        }
        columns.add("end");
        return columns;
    }

    /** Text of the columns of a row; empty where there is nothing. */
    List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        cells.add(row.one().title());
        cells.add(shown(row, "steps"));
        cells.add(text(row, "seconds", seconds -> String.format(Locale.ROOT, "%.2f", seconds / 60)));
        main().ifPresent(name -> cells.add(shown(row, name)));
        OptionalDouble ratio = ratio(row);
        cells.add(ratio.isPresent() ? times(ratio.getAsDouble()) : "");
        if (causal()) {
            cells.add(shown(row, Row.CRITERION));
        }
        cells.add(row.end());
        return cells;
    }

    private static String text(Row row, String name, DoubleFunction<String> format) {
        Double value = row.numbers().get(name);
        return value == null ? "" : format.apply(value);
    }

    private static String shown(Row row, String name) {
        return text(row, name, value -> Report.formatted(name, value));
    }

    /** Two digits behind the point for ratios near 1, a power of ten for others. */
    private static String times(double ratio) {
        return ratio >= 0.01 && ratio < 1000 ? String.format(Locale.ROOT, "%.2f", ratio) : Report.scientific(ratio);
    }

    /** One line about a case, such as {@code mlp: 200 steps in 0.31 min, relative L2 2.50e-2, ratio 4.10, done}. */
    String line(Row row) {
        List<String> columns = columns();
        List<String> cells = cells(row);
        Stream<String> numbers = IntStream.range(3, cells.size() - 1)
                .filter(i -> !cells.get(i).isEmpty())
                .mapToObj(i -> columns.get(i) + " " + cells.get(i));
        Stream<String> pace = cells.get(1).isEmpty()
                ? Stream.empty()
                : Stream.of(
                        cells.get(1) + (cells.get(1).equals("1") ? " step in " : " steps in ") + cells.get(2) + " min");
        return row.one().title() + ": "
                + Stream.of(pace, numbers, Stream.of(row.end()))
                        .flatMap(part -> part)
                        .collect(Collectors.joining(", "));
    }

    /** All rows in columns, numbers to the right. */
    List<String> text() {
        List<List<String>> lines = new ArrayList<>(List.of(columns()));
        rows.forEach(row -> lines.add(cells(row)));
        return TextTable.lines(lines);
    }

    /** One line about each case of several seeds: the mean of the main number over them, and its range. */
    List<String> means() {
        Map<String, DoubleSummaryStatistics> cases = new LinkedHashMap<>();
        for (Row row : rows) {
            Double value = main().map(row.numbers()::get).orElse(null);
            if (value != null) {
                String title = row.one().title().replaceFirst(", seed -?\\d+$", "");
                cases.computeIfAbsent(title, key -> new DoubleSummaryStatistics())
                        .accept(value);
            }
        }
        String name = main().orElse("");
        return cases.entrySet().stream()
                .filter(each -> each.getValue().getCount() > 1)
                .map(each -> "%s: mean of %d seeds %s, from %s to %s"
                        .formatted(
                                each.getKey(),
                                each.getValue().getCount(),
                                Report.formatted(name, each.getValue().getAverage()),
                                Report.formatted(name, each.getValue().getMin()),
                                Report.formatted(name, each.getValue().getMax())))
                .toList();
    }

    /** All rows with all digits, by {@code case, folder, end, steps, seconds}, the main number, and what follows from it. */
    String csv() {
        String main = main().orElse(RunSummary.MAIN.getFirst());
        StringBuilder csv =
                new StringBuilder("case,folder,end,steps,seconds," + main + ",ratio,criterionMet,changes\n");
        for (Row row : rows) {
            OptionalDouble ratio = ratio(row);
            csv.append(TextTable.csv(List.of(
                    row.one().title(),
                    row.one().folder(),
                    row.end(),
                    text(row, "steps", AblationTable::whole),
                    text(row, "seconds", Double::toString),
                    text(row, main, Double::toString),
                    ratio.isPresent() ? Double.toString(ratio.getAsDouble()) : "",
                    text(row, Row.CRITERION, AblationTable::whole),
                    row.one().changes())));
        }
        return csv.toString();
    }

    private static String whole(double value) {
        return Long.toString((long) value);
    }
}
