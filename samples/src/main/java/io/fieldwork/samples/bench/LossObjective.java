package io.fieldwork.samples.bench;

import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Objective;
import java.util.function.Function;

/** The objective of a step on a batch that never changes, whose loss is finite. */
record LossObjective(Function<Tape, Loss> loss) implements Objective {
    @Override
    public Loss evaluate() {
        try (Tape tape = Tape.open()) {
            Loss found = loss.apply(tape);
            tape.backward(found.total());
            return found;
        }
    }

    @Override
    public Loss value() {
        try (Tape tape = Tape.forwardOnly()) {
            return loss.apply(tape);
        }
    }
}
