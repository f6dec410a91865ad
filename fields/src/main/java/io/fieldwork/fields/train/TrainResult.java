package io.fieldwork.fields.train;

/**
 * How training ended.
 *
 * @param stop why
 * @param progress where
 * @param loss last loss; not finite, or huge, if training diverged
 */
public record TrainResult(Stop stop, Progress progress, double loss) {
    /** Why training ended. */
    public enum Stop {
        /** All steps were taken. */
        STEPS,
        /** The time was used up. */
        TIME,
        /** The task had what it wanted. */
        REACHED,
        /** The optimiser found no way down, and the task had no other batch for it. */
        STALLED,
        /** {@link Trainer#cancel} was called. */
        CANCELLED,
        /** The loss or a parameter was not finite, or the loss had grown beyond recovery; nothing was saved since. */
        DIVERGED
    }
}
