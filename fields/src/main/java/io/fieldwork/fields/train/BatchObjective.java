package io.fieldwork.fields.train;

import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.optimizer.Linearisation;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Objective;

/**
 * The objective of one step: a task's loss on one batch.
 *
 * @param task gives the loss
 * @param batch of the step
 * @param changed whether this is another function of the parameters than in the step before
 * @param <B> the task's batch
 */
public record BatchObjective<B>(Task<B> task, B batch, boolean changed) implements Objective {
    @Override
    public Loss evaluate() {
        try (Tape tape = Tape.open()) {
            Loss loss = task.loss(tape, batch);
            if (Double.isFinite(loss.value())) {
                tape.backward(loss.total());
            }
            return loss;
        }
    }

    @Override
    public Loss value() {
        try (Tape off = Tape.forwardOnly()) {
            return task.loss(off, batch);
        }
    }

    @Override
    public Linearisation linearise() {
        try (Tape off = Tape.forwardOnly()) {
            return task.residuals(batch);
        }
    }
}
