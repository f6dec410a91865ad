package io.fieldwork.fields.train;

/**
 * The end of training.
 *
 * @param stop the reason
 * @param progress at the end
 * @param loss last loss; not finite, or huge, if training diverged
 */
public record TrainResult(Stop stop, Progress progress, double loss) {
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
