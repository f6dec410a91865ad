package io.fieldwork.samples.run;

import io.fieldwork.fields.train.Trainer;
import org.jspecify.annotations.Nullable;

/**
 * The time that rendering the held-out views will take, which the limit of a training counts: what the quickest of the previews
 * tells, as a field is drawn faster the more of its space is known to be empty.
 */
final class EvaluationTime {
    private final double previews;
    private double least = Double.POSITIVE_INFINITY;
    private @Nullable Trainer<?> trainer;

    /** The time of an evaluation that costs so many previews. */
    EvaluationTime(double previews) {
        this.previews = previews;
    }

    /** Names the training that is to end so much earlier. */
    void of(Trainer<?> training) {
        trainer = training;
    }

    /** Takes the seconds that a preview took. */
    void previewTook(double seconds) {
        least = Math.min(least, seconds);
        if (trainer != null) {
            trainer.reserve(previews * least);
        }
    }
}
