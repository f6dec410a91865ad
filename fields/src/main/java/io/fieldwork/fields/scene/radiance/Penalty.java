package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.volume.Composite;

/**
 * A term that is added to the loss of colours. It may use the samples and their weights, or points of its own; what it draws
 * is a function of the batch's progress, so that a batch has one loss.
 */
public interface Penalty {
    /**
     * What it is called in logs, {@code loss.NAME}.
     *
     * @return a name without blanks, unique within a task
     */
    String name();

    /**
     * How much it counts.
     *
     * @param progress where training stands
     * @return factor of the value
     */
    double weight(Progress progress);

    /**
     * The term before it is weighted.
     *
     * @param tape of this step
     * @param batch what the step sees
     * @param seen what its rays see of the field as it is
     * @return scalar, differentiable
     */
    NDArray value(Tape tape, RadianceTask.Batch batch, Composite seen);
}
