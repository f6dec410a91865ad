package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.UserError;

/** The architecture of a network between its features and its values. */
sealed interface NetworkArchitecture permits NetworkArchitecture.OfLayers, SpectralNetwork {
    /** From the features' jet [slots, n, m] to the values' jet [slots, n, c]. */
    NDArray jet(JetForm form, NDArray features);

    /** Appends the same function of the features [n, m] and returns the name of the values [n, c]. */
    String script(NetworkScript form, String features);

    /**
     * The gradients [n, P] of each point's number, given the constant jet [slots, n, m] of the features and the
     * derivatives of these numbers with respect to the values' jet, [slots, n, c].
     */
    default NDArray jacobian(Layers layers, Slots slots, NDArray features, NDArray seeds) {
        throw new UserError(
                "Gradients point by point, which train.optimizer.type gaussnewton and balance.method ntk need,"
                        + " are offered for field.type mlp and spectral only.");
    }

    /** An architecture that has one text for both forms. */
    sealed interface OfLayers extends NetworkArchitecture permits Mlp, ModifiedMlp, ModulatedMlp, PirateNet {
        /** From the features to the values. */
        <V> V values(NetworkForm<V> form, V features);

        @Override
        default NDArray jet(JetForm form, NDArray features) {
            return values(form, features);
        }

        @Override
        default String script(NetworkScript form, String features) {
            return values(form, features);
        }
    }
}
