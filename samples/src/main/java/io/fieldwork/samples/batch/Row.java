package io.fieldwork.samples.batch;

import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.config.Ablation.Case;
import java.util.Map;

/**
 * The result of one case.
 *
 * @param one the case
 * @param end as a {@link RunSummary} has it, or {@code failed} with a reason
 * @param numbers of its {@code result.json}
 */
record Row(Case one, String end, Map<String, Double> numbers) {
    static final String CRITERION = "causal.criterionMet";

    /** The result of a training by its folder; interrupted if there are no final numbers. */
    static Row of(Case one, RunFolder run) {
        RunSummary summary = RunSummary.of(run);
        return new Row(one, summary.end(), summary.numbers());
    }

    /** A case that ended in an exception, for a reason in words. */
    static Row failed(Case one, String reason) {
        return new Row(one, "failed: " + reason, Map.of());
    }

    /** Whether it ended by itself, so that it need not be trained again. */
    boolean finished() {
        return RunSummary.isFinished(end);
    }
}
