package io.fieldwork.pde.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.jet.Slots;

/** What lies between the features and the values of a network, once on jets and once as a script. */
sealed interface Architecture permits Mlp, ModifiedMlp, PirateNet {
    /** From the features' jet [slots, n, m] to the values' jet [slots, n, c]. */
    NDArray jet(Tape tape, NDArray features, Slots slots);

    /** From the features' jet [slots, n, m] to the jet [slots, n, w] that the last layer reads. */
    NDArray hidden(Tape tape, NDArray features, Slots slots);

    /** The last layer, from w to c. */
    Linear output();

    /** Appends the same function of the features [n, m] and returns the name of the values [n, c]. */
    String script(Lines lines, String features);
}
