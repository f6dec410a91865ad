package io.fieldwork.samples.device;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The outcomes of a report as text. */
record ReportPage(String command, String device, List<Outcome> outcomes) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Numbers with columns or words of their own. */
    private static final Set<String> SHOWN =
            Set.of("steps", "seconds", "stepsPerSecond", "device", "stop", "step", "rate", "loss", "doubt", "protocol");

    private static final int MOST_LINES = 60;

    String json() {
        List<Map<String, Object>> parts = outcomes.stream().map(this::map).toList();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("command", command);
        report.put("device", device);
        report.put("parts", parts);
        return JSON.writeValueAsString(report) + "\n";
    }

    private Map<String, Object> map(Outcome outcome) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", outcome.part().name());
        values.put("state", outcome.state().toString());
        values.put("seconds", Math.round(10 * outcome.seconds()) / 10.0);
        values.put("hostMiB", outcome.hostMiB());
        values.put("deviceMiB", outcome.deviceMiB());
        values.put("numbers", outcome.numbers());
        values.put("lines", tail(outcome));
        return values;
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# What a device is worth\n\n");
        text.append("`%s`, device `%s`.\n\n".formatted(command, device));
        text.append(
                "| part | | seconds | steps a second | quality | host MiB | device MiB |\n|---|---|---|---|---|---|---|\n");
        outcomes.forEach(outcome -> text.append(row(outcome)));
        for (Outcome outcome : outcomes) {
            if (!outcome.part().trains() && !outcome.lines().isEmpty() || outcome.state() == Outcome.State.FAILED) {
                text.append("\n## ").append(outcome.part().title()).append("\n\n```\n");
                tail(outcome).forEach(line -> text.append(line).append('\n'));
                text.append("```\n");
            }
        }
        return text.toString();
    }

    private static String row(Outcome outcome) {
        Map<String, Object> numbers = outcome.numbers();
        String quality = numbers.entrySet().stream()
                .filter(entry ->
                        !SHOWN.contains(entry.getKey()) && !entry.getKey().startsWith("loss."))
                .map(entry -> entry.getKey() + " " + shown(entry.getValue()))
                .limit(4)
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "| %s (%s) | %s | %.1f | %s | %s | %s | %s |%n",
                outcome.part().title(),
                outcome.part().name(),
                outcome.state(),
                outcome.seconds(),
                shown(numbers.getOrDefault("stepsPerSecond", "")),
                quality,
                known(outcome.hostMiB()),
                known(outcome.deviceMiB()));
    }

    private static String known(long mebibytes) {
        return mebibytes == 0 ? "" : Long.toString(mebibytes);
    }

    private static String shown(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.4g", number) : value.toString();
    }

    private static List<String> tail(Outcome outcome) {
        List<String> lines = outcome.lines();
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    }
}
