package io.fieldwork.samples.batch;

import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.config.Ablation.Case;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The result of one case.
 *
 * @param one the case
 * @param end {@code done}, {@code no solution} if training ended in doubt, {@code diverged}, {@code interrupted}, or
 * {@code failed} with a reason
 * @param numbers of its {@code result.json}
 */
record Row(Case one, String end, Map<String, Double> numbers) {
    static final String CRITERION = "causal.criterionMet";
    private static final String DONE = "done";
    private static final String DOUBTFUL = "no solution";
    private static final String DIVERGED = "diverged";
    private static final String INTERRUPTED = "interrupted";

    /** The result of a training by its folder; interrupted if there are no final numbers. */
    static Row of(Case one, RunFolder run) {
        if (!Files.exists(run.result())) {
            return new Row(one, INTERRUPTED, Map.of());
        }
        Map<?, ?> result = result(run);
        Map<String, Double> numbers = new TreeMap<>();
        result.forEach((name, value) -> {
            if (value instanceof Number number) {
                numbers.put(String.valueOf(name), number.doubleValue());
            }
        });
        String end = switch (String.valueOf(result.get("stop"))) {
            case "steps", "time", "reached", "stalled" -> result.containsKey("doubt") ? DOUBTFUL : DONE;
            case "diverged" -> DIVERGED;
            default -> INTERRUPTED;
        };
        return new Row(one, end, numbers);
    }

    /** The numbers of a run; none if the file is damaged, so that it counts as interrupted. */
    private static Map<?, ?> result(RunFolder run) {
        try {
            return new JsonMapper().readValue(run.read(run.result()), Object.class) instanceof Map<?, ?> map
                    ? map
                    : Map.of();
        } catch (JacksonException e) {
            return Map.of();
        }
    }

    /** A case that ended in an exception, for a reason in words. */
    static Row failed(Case one, String reason) {
        return new Row(one, "failed: " + reason, Map.of());
    }

    /** Whether it ended by itself, so that it need not be trained again. */
    boolean finished() {
        return List.of(DONE, DOUBTFUL, DIVERGED).contains(end);
    }
}
