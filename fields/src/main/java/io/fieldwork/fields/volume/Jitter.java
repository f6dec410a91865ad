package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Random offsets of the samples of rays in their intervals. A pure function of its arguments. */
@FunctionalInterface
public interface Jitter {
    /** The middle of each interval, for evaluation. */
    Jitter CENTRE = (ray, draw) -> 0.5f;

    /**
     * A number of a ray.
     *
     * @param ray index of the ray\n * @param draw index of the number, from 0
     * @return in [0, 1)
     */
    float at(int ray, int draw);

    /**
     * The first number of each ray.
     *
     * @param manager owner of the array
     * @param rays number of rays\n * @return [rays] in [0, 1)
     */
    default NDArray first(NDManager manager, int rays) {
        float[] shifts = new float[rays];
        for (int ray = 0; ray < rays; ray++) {
            shifts[ray] = at(ray, 0);
        }
        return manager.create(shifts);
    }
}
