package io.fieldwork.fields.train;

/** An observer of training, such as metrics or a viewer. Called on the training thread, outside training time. */
public interface TrainListener {
    /** @param report of the step that was just taken */
    default void onStep(StepReport report) {}

    /** @param report of the last step before the checkpoint that was just written */
    default void onCheckpoint(StepReport report) {}

    /**
     * The report of one step.
     *
     * @param progress after the step
     * @param loss total loss
     * @param rate learning rate used
     * @param shown named numbers of the loss, such as {@code psnr}, {@code samples}, {@code rays}
     */
    record StepReport(Progress progress, double loss, double rate, java.util.Map<String, Double> shown) {}
}
