package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Random offsets of the samples of rays in their intervals. A pure function of its arguments. */
@FunctionalInterface
public interface Jitter {
    /** The middle of each interval, for evaluation. */
    Jitter CENTRE = new Jitter() {
        @Override
        public float at(int ray) {
            return 0.5f;
        }

        @Override
        public boolean isRandom() {
            return false;
        }
    };

    /** {@return a number of a ray, in [0, 1)} */
    float at(int ray);

    /** {@return whether the offsets are random, so that other choices may be, too} */
    default boolean isRandom() {
        return true;
    }

    /** {@return the numbers of the first rays, [rays] in [0, 1)} */
    default NDArray first(NDManager manager, int rays) {
        float[] shifts = new float[rays];
        for (int ray = 0; ray < rays; ray++) {
            shifts[ray] = at(ray);
        }
        return manager.create(shifts);
    }
}
