package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Scopes;

/** Initial weights of dense layers, uniform in +-sqrt(6 / (in + out)) (Glorot, Bengio 2010). */
final class Glorot {
    private Glorot() {}

    /** A matrix [out, in] that lasts as long as its manager. */
    static NDArray matrix(NDManager manager, Draws draws, int out, int in) {
        float bound = (float) Math.sqrt(6.0 / (in + out));
        float[] values = draws.around(out * in, bound);
        NDArray matrix = manager.create(values, new Shape(out, in));
        Scopes.keep(matrix);
        return matrix;
    }
}
