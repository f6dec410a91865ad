package io.fieldwork.samples.run;

import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.Trainer;

/** An observer of a run's training that may control the trainer. Called on the thread that trains. */
public interface Spectator extends TrainListener {
    /** A spectator that does nothing. */
    Spectator NOBODY = new Spectator() {};

    /** Training is about to begin, or to go on from a checkpoint; the trainer takes steps until {@link #onEnd}. */
    default void onBegin(Trainer<?> trainer) {}

    /** Training has ended so; the parameters stay as they are. */
    default void onEnd(TrainResult result) {}
}
