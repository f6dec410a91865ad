package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;

/**
 * A bundle of rays.
 *
 * @param origins [rays, 3], world coordinates
 * @param directions [rays, 3], unit
 */
public record Rays(NDArray origins, NDArray directions) {
    /**
     * How many.
     *
     * @return rays
     */
    public int count() {
        return Math.toIntExact(origins.getShape().get(0));
    }
}
