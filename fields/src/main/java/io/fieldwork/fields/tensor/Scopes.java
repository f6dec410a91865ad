package io.fieldwork.fields.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;

/**
 * Memory scopes of a training step. The engine's {@link NDScope} frees every array made on this thread since it was
 * opened, whatever manager it belongs to; only a loop opens one. What must outlive the step is taken out with
 * {@link #keep}.
 */
public final class Scopes {
    private Scopes() {}

    /**
     * {@return a new manager below another, on its device, to be closed by the caller or with the other} Numbers in differentiated
     * arithmetic ({@code x.mul(0.5)}) keep their memory until the tape is closed; under managers of the engine's own making
     * they may lose it before the backward pass, and gradients are wrong.
     */
    public static NDManager under(NDManager owner) {
        return LastingManager.under(owner, owner.getDevice());
    }

    /** Takes arrays out of the scope of this thread, so that their manager alone decides when they are freed. */
    public static void keep(NDArray... arrays) {
        NDScope.unregister(arrays);
    }
}
