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

    /** {@return the factor of its value in the loss} */
    double weight(Progress progress);

    /** {@return the term before it is weighted, a differentiable scalar, for the composited rays of a batch} */
    NDArray value(Tape tape, RadianceTask.Batch batch, Composite seen);
}
