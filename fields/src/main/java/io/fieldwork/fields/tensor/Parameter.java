package io.fieldwork.fields.tensor;

import ai.djl.ndarray.NDArray;

/**
 * A trainable tensor, changed in place.
 *
 * @param name unique within its task, for checkpoints and logs; letters, digits, '/' and '_' (a '.' has a meaning to
 * the engine's script calls)
 * @param value the tensor; requires a gradient, whose buffer stays the same over the whole training
 * @param group its treatment by the optimiser
 */
public record Parameter(String name, NDArray value, Group group) {
    /** Attaches the gradient. */
    public Parameter {
        if (name.contains(".")) {
            throw new IllegalArgumentException("parameter name '" + name + "' must not contain '.'");
        }
        value.setRequiresGradient(true);
    }

    /**
     * The optimiser's settings for a group of parameters.
     *
     * @param name for logs
     * @param rateScale factor on the learning rate
     * @param weightDecay L2 coefficient added to the gradient, 0 for none
     * @param sparse whether entries with an exactly zero gradient are left untouched, moments and step count included
     */
    public record Group(String name, double rateScale, double weightDecay, boolean sparse) {
        /** Dense parameters at the schedule's own rate. */
        public static final Group DENSE = new Group("dense", 1, 0, false);

        /** Tables of which a step updates a part. */
        public static final Group SPARSE = new Group("sparse", 1, 0, true);
    }
}
