package io.fieldwork.samples.batch;

import io.fieldwork.fields.train.store.RunFolder;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run folder says of its training.
 *
 * @param end {@code done}, {@code no solution} if training ended in doubt, {@code diverged}, or {@code interrupted}, which any run
 * without final numbers is
 * @param numbers of its {@code result.json}
 */
record RunSummary(String end, Map<String, Double> numbers) {
    /** The end of a run that can go on. */
    static final String INTERRUPTED = "interrupted";

    /** Names of the number that says most, where there is one. */
    static final List<String> MAIN = List.of("relativeL2", "psnr", "relativeResidual");

    private static final String DONE = "done";
    private static final String DOUBTFUL = "no solution";
    private static final String DIVERGED = "diverged";

    /** Reads a folder. */
    static RunSummary of(RunFolder run) {
        if (!Files.exists(run.result())) {
            return new RunSummary(INTERRUPTED, Map.of());
        }
        Map<?, ?> result = result(run);
        Map<String, Double> numbers = new LinkedHashMap<>();
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
        return new RunSummary(end, numbers);
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

    /** Whether training ended by itself, so that it need not go on. */
    boolean finished() {
        return isFinished(end);
    }

    static boolean isFinished(String end) {
        return List.of(DONE, DOUBTFUL, DIVERGED).contains(end);
    }

    /** Steps that the final numbers were measured after. */
    long steps() {
        return numbers.getOrDefault("steps", 0.0).longValue();
    }

    OptionalDouble number(String name) {
        Double value = numbers.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
