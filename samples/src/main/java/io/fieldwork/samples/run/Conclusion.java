package io.fieldwork.samples.run;

import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.TrainResult.Stop;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.MetricsLog;
import io.fieldwork.samples.report.Report;
import io.fieldwork.samples.report.RunManifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The end of a training: final numbers, pictures, the report, and the lines that say where they are. After a divergence
 * nothing is measured, because the parameters are no good.
 */
record Conclusion(RunFolder run, Job job, Session session, String device, Console console) {
    private static final String TERM = "loss.";

    /** Writes and announces everything; says whether the end is a success, also by what the session knows of it. */
    boolean write(TrainResult result) {
        boolean good = result.stop() != Stop.DIVERGED;
        List<Exhibit> pictures = new ArrayList<>();
        Map<String, Double> metrics =
                good ? measured(pictures, result.progress().seconds()) : Map.of();
        RunResult numbers = protocol(
                good,
                RunResult.of(
                        metrics, result.progress(), device, session.training().parameters()));
        Optional<String> doubt = good ? session.doubt(result.stop() == Stop.STALLED) : Optional.empty();
        String json = ended(numbers, result.stop(), doubt).json() + "\n";
        SideFile.attempt(console::warn, () -> run.write(run.result(), json));
        String verdict = doubt.map(text -> verdict(result) + " " + text).orElseGet(() -> verdict(result));
        SideFile.attempt(console::warn, () -> session.write(run.path()));
        boolean shown = SideFile.attempt(
                console::warn, () -> report(numbers, verdict, pictures).write(run));
        if (good && doubt.isEmpty()) {
            console.say(verdict);
        } else {
            console.warn(verdict);
        }
        if (good) {
            console.result(session.wording().quality().apply(numbers.shown()));
            console.result("Pictures: " + run.images());
        }
        if (shown) {
            console.result("Report:   " + run.report());
        }
        return good && (doubt.isEmpty() || result.stop() != Stop.STALLED);
    }

    private RunResult protocol(boolean good, RunResult numbers) {
        Optional<String> protocol = good ? session.protocol() : Optional.empty();
        protocol.ifPresent(text -> console.say("Measured with " + text + "."));
        return protocol.map(text -> numbers.with("protocol", text)).orElse(numbers);
    }

    private Map<String, Double> measured(List<Exhibit> pictures, double trained) {
        console.say(session.wording().evaluating());
        long start = System.nanoTime();
        Map<String, Double> metrics = session.evaluate(Split.TEST, job.output().images(), picture -> {
            if (SideFile.attempt(console::warn, () -> picture.write(run.images()))) {
                pictures.add(picture);
            }
        });
        double took = (System.nanoTime() - start) * 1e-9;
        console.say(String.format(Locale.ROOT, "That took %.1f s, %.1f s with training.", took, trained + took));
        return metrics;
    }

    private static RunResult ended(RunResult numbers, Stop stop, Optional<String> doubt) {
        Map<String, Object> values = new LinkedHashMap<>(numbers.values());
        values.put("stop", stop.name().toLowerCase(Locale.ROOT));
        doubt.ifPresent(text -> values.put("doubt", text));
        return new RunResult(values);
    }

    private String verdict(TrainResult result) {
        long step = result.progress().step();
        return switch (result.stop()) {
            case STEPS -> "Trained all of " + steps(step) + ".";
            case TIME -> "Trained " + steps(step) + " in the time given.";
            case REACHED -> "Trained " + steps(step) + ", to the loss that was asked for.";
            case STALLED -> "Trained " + steps(step) + "; the optimiser found no lower loss.";
            case CANCELLED -> "Interrupted after step " + step + "; --resume continues from there.";
            case DIVERGED ->
                "The loss became " + result.loss() + " in step " + (step + 1) + terms(result) + "; " + kept();
        };
    }

    private static String steps(long count) {
        return count + (count == 1 ? " step" : " steps");
    }

    /** Which terms of a loss that diverged are no numbers, or the largest; nothing if it has no terms. */
    private static String terms(TrainResult result) {
        Map<String, Double> terms = new LinkedHashMap<>();
        result.shown().forEach((name, value) -> {
            if (name.startsWith(TERM)) {
                terms.put(name.substring(TERM.length()), value);
            }
        });
        List<String> broken = terms.keySet().stream()
                .filter(name -> !Double.isFinite(terms.get(name)))
                .toList();
        if (terms.isEmpty()) {
            return "";
        }
        if (broken.isEmpty()) {
            String largest = Collections.max(terms.keySet(), Comparator.comparing(terms::get));
            return Double.isFinite(result.loss())
                    ? ", most of it in the term " + largest
                    : " while its terms were finite, so that a gradient was not";
        }
        return broken.size() == terms.size() && broken.size() > 1
                ? ", all of its terms at once, so that the parameters had become so in the step before"
                : ", first in the term " + String.join(" and ", broken);
    }

    private String kept() {
        long saved = Training.savedStep(run);
        return saved > 0
                ? "the checkpoint of step " + saved + " stays in " + run.checkpoint() + "."
                : "no checkpoint had been written before.";
    }

    private Report report(RunResult numbers, String verdict, List<Exhibit> pictures) {
        Map<String, String> facts = new LinkedHashMap<>();
        RunManifest.read(run).forEach((name, value) -> facts.put(name, text(value)));
        String title = String.valueOf(run.path().toAbsolutePath().normalize().getFileName());
        List<Map<String, Double>> rows = MetricsLog.read(run.metrics());
        String heading = session.wording().heading();
        return new Report(title, verdict, numbers.shown(), facts, rows, heading, pictures, Configuration.complete(job));
    }

    private static String text(Object value) {
        return value instanceof List<?> starts
                ? String.join("; ", starts.stream().map(Conclusion::start).toList())
                : String.valueOf(value);
    }

    private static String start(Object start) {
        return start instanceof Map<?, ?> map
                ? map.get("time") + " after step " + map.get("step") + ": " + map.get("command")
                : String.valueOf(start);
    }
}
