package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;

/** The architecture of a network between its features and its values, once on jets and once as a script. */
sealed interface NetworkArchitecture permits Mlp, ModifiedMlp, PirateNet, SpectralNetwork {
    /** From the features' jet [slots, n, m] to the values' jet [slots, n, c]. */
    NDArray jet(Tape tape, NDArray features, Slots slots);

    /**
     * Gradients of each point's number.
     *
     * @param features jet [slots, n, m], constant
     * @param slots the derivatives
     * @param seeds derivative of each point's number with respect to the values' jet, [slots, n, c]
     * @return [n, P]
     */
    default NDArray jacobian(NDArray features, Slots slots, NDArray seeds) {
        throw new UserError(
                "Gradients point by point, which train.optimizer.type gaussnewton and balance.method ntk need,"
                        + " are offered for field.type mlp and spectral only.");
    }

    /** Appends the same function of the features [n, m] and returns the name of the values [n, c]. */
    String script(NetworkScript script, String features);
}
