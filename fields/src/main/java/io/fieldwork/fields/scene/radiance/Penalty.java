package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.volume.Composite;

/**
 * A regularisation term that is added to the colour loss. It may use the samples and their weights, or points of its
 * own; what it draws is a function of the batch's progress, so that a batch has one loss.
 */
public interface Penalty {
    /** {@return its name, without blanks and unique within a task; {@code loss.NAME} in logs} */
    String name();

    /**
     * Its weight in the loss.
     *
     * @param progress of training
     * @return factor of the value
     */
    double weight(Progress progress);

    /**
     * The term before it is weighted.
     *
     * @param tape of this step
     * @param batch of the step
     * @param seen the composited rays of the batch
     * @return scalar, differentiable
     */
    NDArray value(Tape tape, RadianceTask.Batch batch, Composite seen);
}
