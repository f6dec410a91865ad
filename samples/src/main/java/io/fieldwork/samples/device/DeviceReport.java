package io.fieldwork.samples.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.report.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parts of a report, run one after another within a given time, those that tell most first. A part gets its share of what is left by
 * its weight and, if it is not done then, as much again if there is so much; the report is written anew after each.
 *
 * @param folder of report, logs and runs
 * @param device as {@code --device} takes it
 * @param seconds for all parts
 * @param command as the user typed it
 */
public record DeviceReport(Path folder, String device, double seconds, String command) {
    /** A start of Java and the engine takes about as long. */
    private static final double LEAST = 4;

    /** Share of a training's time for steps; the rest is for its start, data and evaluation. */
    private static final double STEPS = 0.5;

    private static final double PATIENCE = 2;

    /**
     * {@return how the parts ended, all of which are also in {@code report.md} and {@code report.json} of the folder}
     *
     * @param parts in the order of their value
     * @param say takes a line when a part begins or ends
     */
    public List<Outcome> run(List<Part> parts, Consumer<String> say) {
        long start = System.nanoTime();
        List<Outcome> outcomes = new ArrayList<>();
        for (int k = 0; k < parts.size(); k++) {
            double left = seconds - (System.nanoTime() - start) * 1e-9;
            double weights = parts.subList(k, parts.size()).stream()
                    .mapToDouble(Part::weight)
                    .sum();
            double share =
                    Math.max(parts.get(k).leastSeconds(), left * parts.get(k).weight() / weights);
            Outcome outcome = left < LEAST ? Outcome.notStarted(parts.get(k)) : run(parts.get(k), share, left);
            outcomes.add(outcome);
            say.accept("%-18s %-12s %6.1f s".formatted(outcome.part().name(), outcome.state(), outcome.seconds()));
            write(outcomes, parts.subList(k + 1, parts.size()));
        }
        return outcomes;
    }

    private Outcome run(Part part, double share, double left) {
        List<String> arguments = new ArrayList<>(part.arguments());
        arguments.addAll(List.of("--device", device));
        Path run = folder.resolve("runs").resolve(part.name());
        if (part.trains()) {
            arguments.addAll(List.of("--out", run.toString(), "--minutes", minutes(STEPS * Math.min(share, left))));
        }
        try {
            Files.createDirectories(folder);
            Path log = folder.resolve(part.name() + ".log");
            Child child = Child.run(arguments, log, Math.min(PATIENCE * share, left));
            Outcome.State state = state(part, child.exitCode());
            PeakMemory memory = child.memory();
            Map<String, Object> numbers =
                    part.trains() && Files.exists(run.resolve("config.yaml")) ? known(run) : Map.of();
            return new Outcome(
                    part, state, child.seconds(), memory.hostMiB(), memory.deviceMiB(), numbers, Child.lines(log));
        } catch (IOException e) {
            throw new UserError("The report cannot be made in " + folder + ": " + UserError.reason(e) + ".", e);
        }
    }

    private static Outcome.State state(Part part, int exitCode) {
        if (exitCode == Child.ENDED) {
            return Outcome.State.CUT_OFF;
        }
        return part.succeeds(exitCode) ? Outcome.State.DONE : Outcome.State.FAILED;
    }

    private static String minutes(double seconds) {
        return String.format(Locale.ROOT, "%.4f", seconds / 60);
    }

    /** The numbers of a run; none if what it left cannot be read. */
    private static Map<String, Object> known(Path run) {
        try {
            return numbers(run);
        } catch (IOException | UserError | JacksonException e) {
            return Map.of("unreadable", UserError.reason(e));
        }
    }

    /** The final numbers of a run, or how far one came that was cut off. */
    private static Map<String, Object> numbers(Path path) throws IOException {
        Map<String, Object> numbers = new LinkedHashMap<>();
        RunFolder run = RunFolder.open(path);
        if (Files.exists(run.result())) {
            new JsonMapper()
                    .readTree(Files.readString(run.result()))
                    .properties()
                    .forEach(entry -> numbers.put(
                            entry.getKey(),
                            entry.getValue().isNumber()
                                    ? entry.getValue().asDouble()
                                    : entry.getValue().asString()));
        } else {
            List<Map<String, Double>> rows = Files.exists(run.metrics()) ? MetricsLog.read(run.metrics()) : List.of();
            if (!rows.isEmpty()) {
                numbers.putAll(rows.getLast());
                numbers.put("steps", rows.getLast().get("step"));
            }
        }
        if (numbers.get("steps") instanceof Double steps && numbers.get("seconds") instanceof Double took && took > 0) {
            numbers.put("stepsPerSecond", Math.round(10 * steps / took) / 10.0);
        }
        return numbers;
    }

    private void write(List<Outcome> outcomes, List<Part> rest) {
        List<Outcome> all = new ArrayList<>(outcomes);
        rest.forEach(part -> all.add(Outcome.notStarted(part)));
        ReportPage page = new ReportPage(command, device, all);
        try {
            AtomicFile.write(
                    folder.resolve("report.md"),
                    out -> out.write(page.markdown().getBytes(UTF_8)));
            AtomicFile.write(
                    folder.resolve("report.json"), out -> out.write(page.json().getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UserError("The report cannot be written to " + folder + ": " + UserError.reason(e) + ".", e);
        }
    }
}
