package io.fieldwork.fields.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The end of training.
 *
 * @param stop the reason
 * @param progress at the end
 * @param loss last loss; not finite, or huge, if training diverged
 * @param shown named numbers of the last step, such as terms of the loss
 */
public record TrainResult(Stop stop, Progress progress, double loss, Map<String, Double> shown) {
    /** Copies the numbers. */
    public TrainResult {
        shown = Collections.unmodifiableMap(new LinkedHashMap<>(shown));
    }

    /** The reason why training ended. */
    public enum Stop {
        /** All steps were taken. */
        STEPS,
        /** The time was used up. */
        TIME,
        /** The task reached its goal. */
        REACHED,
        /** The optimiser found no descent step, and the task had no other batch for it. */
        STALLED,
        /** {@link Trainer#cancel} was called. */
        CANCELLED,
        /** The loss or a parameter was not finite, or the loss had grown beyond recovery; nothing was saved since. */
        DIVERGED
    }
}
