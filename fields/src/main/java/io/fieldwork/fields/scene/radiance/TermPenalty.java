package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.field.Term;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.volume.Composite;

/** A term that the field itself offers. */
record TermPenalty(String name, double weight, Term term) implements Penalty {
    @Override
    public double weight(Progress progress) {
        return weight;
    }

    @Override
    public NDArray value(Tape tape, RadianceTask.Batch batch, Composite seen) {
        return term.value(tape, batch.progress().step(), batch.progress().seed());
    }
}
