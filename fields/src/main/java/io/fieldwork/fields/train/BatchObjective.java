package io.fieldwork.fields.train;

import io.fieldwork.fields.tensor.Tape;

/** A task's loss on one batch. */
record BatchObjective<B>(Task<B> task, B batch, boolean changed) implements Objective {
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
