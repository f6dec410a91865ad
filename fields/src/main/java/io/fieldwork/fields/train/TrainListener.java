package io.fieldwork.fields.train;

/** Watches training: console progress, metrics, previews, a viewer. Called on the training thread, outside training time. */
public interface TrainListener {
    /**
     * After a step.
     *
     * @param report what the step did
     */
    default void onStep(StepReport report) {}

    /**
     * After a checkpoint was written.
     *
     * @param report the last step
     */
    default void onCheckpoint(StepReport report) {}

    /**
     * What one step did.
     *
     * @param progress where training stands after the step
     * @param loss total loss
     * @param rate learning rate used
     * @param shown named numbers of the loss, such as {@code psnr}, {@code samples}, {@code rays}
     */
    record StepReport(Progress progress, double loss, double rate, java.util.Map<String, Double> shown) {}
}
