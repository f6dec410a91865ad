package io.fieldwork.samples.batch;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The runs of a folder as a table, read from their folders alone: the keys in which they differ, the numbers of each
 * {@code result.json}, steps, minutes, and how each ended.
 *
 * @param folder of all runs
 * @param rows in the order of the sweep, or of their names where the folder is not that of a sweep
 */
public record Results(Path folder, List<ResultRow> rows) {
    private static final Set<String> LAST = Set.of("steps", "seconds");

    /**
     * {@return the table of a folder}
     *
     * @throws UserError if it is no folder, or holds no runs
     */
    public static Results of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError("There is no folder " + folder + ".");
        }
        Map<String, Map<String, String>> jobs =
                new SweepFolder(folder).jobs().orElseGet(() -> differing(configurations(folder)));
        if (jobs.isEmpty()) {
            throw new UserError(folder + " holds no run folders; expected the folder of a sweep, or one such as runs.");
        }
        List<ResultRow> rows = new ArrayList<>();
        jobs.forEach((name, keys) -> rows.add(ResultRow.of(folder, name, keys)));
        return new Results(folder, rows);
    }

    /** The keys of all runs in a folder. */
    private static Map<String, Map<String, String>> configurations(Path folder) {
        Map<String, Map<String, String>> runs = new TreeMap<>();
        try (Stream<Path> inside = Files.list(folder)) {
            inside.filter(run -> Files.isRegularFile(run.resolve("config.yaml")))
                    .forEach(run -> {
                        Map<String, String> keys = new LinkedHashMap<>();
                        flatten("", RunFolder.open(run).configuration(), keys);
                        runs.put(run.getFileName().toString(), keys);
                    });
            return runs;
        } catch (IOException e) {
            throw new UserError(folder + " cannot be read: " + UserError.reason(e) + ".", e);
        }
    }

    private static void flatten(String path, Map<?, ?> block, Map<String, String> keys) {
        block.forEach((key, value) -> {
            if (value instanceof Map<?, ?> below) {
                flatten(path + key + ".", below, keys);
            } else {
                keys.put(path + key, String.valueOf(value));
            }
        });
    }

    /** The same without keys that have one value in all runs. */
    private static Map<String, Map<String, String>> differing(Map<String, Map<String, String>> runs) {
        Set<String> keys = new LinkedHashSet<>();
        runs.values().forEach(run -> keys.addAll(run.keySet()));
        keys.removeIf(key ->
                runs.values().stream().map(run -> run.get(key)).distinct().count() < 2);
        runs.values().forEach(run -> run.keySet().retainAll(keys));
        return runs;
    }

    /** Keys that some run has, in their order. */
    List<String> keys() {
        return names(rows.stream().map(ResultRow::keys));
    }

    /** Names of numbers that some run has, but steps and time, those that say most first. */
    List<String> numbers() {
        List<String> names = new ArrayList<>(names(rows.stream().map(ResultRow::numbers)));
        names.removeAll(LAST);
        List<String> main = RunSummary.MAIN.stream().filter(names::contains).toList();
        names.removeAll(main);
        names.addAll(0, main);
        return names;
    }

    private static List<String> names(Stream<? extends Map<String, ?>> maps) {
        Set<String> names = new LinkedHashSet<>();
        maps.forEach(map -> names.addAll(map.keySet()));
        return List.copyOf(names);
    }

    /** {@return lines for people: keys, the numbers that say most, steps, minutes and states} */
    public List<String> text() {
        List<String> main = RunSummary.MAIN.stream().filter(numbers()::contains).toList();
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns(main));
        for (ResultRow row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.name()));
            keys().forEach(key -> cells.add(row.keys().getOrDefault(key, "")));
            main.forEach(name -> cells.add(shown(row, name)));
            cells.addAll(List.of(shown(row, "steps"), minutes(row), row.state()));
            lines.add(cells);
        }
        return TextTable.lines(lines);
    }

    private List<String> columns(List<String> numbers) {
        return Stream.of(List.of("run"), keys(), numbers, List.of("steps", "minutes", "state"))
                .flatMap(List::stream)
                .toList();
    }

    private static String shown(ResultRow row, String name) {
        Double value = row.numbers().get(name);
        return value == null ? "" : Report.formatted(name, value);
    }

    private static String minutes(ResultRow row) {
        Double seconds = row.numbers().get("seconds");
        return seconds == null ? "" : String.format(Locale.ROOT, "%.2f", seconds / 60);
    }

    /** {@return all of it with all digits as comma-separated values} */
    public String csv() {
        StringBuilder csv = new StringBuilder(TextTable.csv(header()));
        rows.forEach(row -> csv.append(TextTable.csv(
                cells(row).stream().map(cell -> Objects.toString(cell, "")).toList())));
        return csv.toString();
    }

    /** Names of all columns. */
    List<String> header() {
        return columns(numbers());
    }

    /** What a row has in each column: a text, a number, or null. */
    List<Object> cells(ResultRow row) {
        List<Object> cells = new ArrayList<>(List.of(row.name()));
        keys().forEach(key -> cells.add(row.keys().get(key)));
        numbers().forEach(name -> cells.add(row.numbers().get(name)));
        Double steps = row.numbers().get("steps");
        Double seconds = row.numbers().get("seconds");
        cells.add(steps == null ? null : (Object) steps.longValue());
        cells.add(seconds == null ? null : (Object) (seconds / 60));
        cells.add(row.state());
        return cells;
    }

    /** {@return the one line about a run, such as {@code done, 200 steps in 0.31 min, relativeL2 2.50e-2}} */
    static String line(Path run) {
        ResultRow row =
                ResultRow.of(run.toAbsolutePath().getParent(), run.getFileName().toString(), Map.of());
        if (row.numbers().isEmpty()) {
            return row.state();
        }
        String main = RunSummary.MAIN.stream()
                .filter(row.numbers()::containsKey)
                .findFirst()
                .map(name -> ", " + name + " " + shown(row, name))
                .orElse("");
        return row.state() + ", " + shown(row, "steps") + " steps in " + minutes(row) + " min" + main;
    }

    /** {@return one page of HTML that needs nothing else, see {@link ResultsPage}} */
    public String html() {
        return new ResultsPage(this).html();
    }
}
