package io.fieldwork.samples.kind;

import java.util.Map;
import java.util.function.Function;

/**
 * The phrases for a run's results.
 *
 * @param evaluating said before the final numbers are computed
 * @param heading above the pictures of the report
 * @param quality one sentence on how good the result is, from final numbers (label to formatted value)
 */
public record Wording(String evaluating, String heading, Function<Map<String, String>, String> quality) {}
