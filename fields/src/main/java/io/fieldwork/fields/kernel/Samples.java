package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;

/**
 * Packed samples of a bundle of rays, ordered by ray and then by distance.
 *
 * @param offsets int32 [rays + 1]; ray r owns the samples offsets[r] to offsets[r+1] - 1
 * @param rays int32 [s], the ray of each sample
 * @param positions [s, 3], interval midpoints in world coordinates
 * @param t [s], distance of the midpoint from the ray's origin
 * @param delta [s], interval lengths
 */
public record Samples(NDArray offsets, NDArray rays, NDArray positions, NDArray t, NDArray delta) {
    /** {@return the number of samples s} */
    public long size() {
        return t.getShape().get(0);
    }
}
