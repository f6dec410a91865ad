package io.fieldwork.fields.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;

/**
 * Memory scopes of a training step. The engine's {@link NDScope} frees every array made on this thread since it was
 * opened, whatever manager it belongs to; only a loop opens one. What must outlive the step is taken out with
 * {@link #keep}.
 */
public final class Scopes {
    private Scopes() {}

    /** Takes arrays out of the scope of this thread, so that their manager alone decides when they are freed. */
    public static void keep(NDArray... arrays) {
        NDScope.unregister(arrays);
    }
}
