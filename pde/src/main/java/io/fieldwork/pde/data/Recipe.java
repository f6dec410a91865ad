package io.fieldwork.pde.data;

/**
 * The recipe by which the samples of a data set are generated: a record of plain values, all of which determine the
 * numbers. Sample i depends on the recipe and i alone.
 */
interface Recipe {
    /** Name of the data set and beginning of its folder's name. */
    String name();

    /** The grid of the values. */
    Grid domain();

    /** [channels, height, width] of an input. */
    int[] inputShape();

    /** [channels, height, width] of an output. */
    int[] outputShape();

    /** A new solver, for one thread. */
    Maker maker();

    /** A generator of samples, for one thread at a time. */
    @FunctionalInterface
    interface Maker extends AutoCloseable {
        /** Fills the input and the output of a sample. */
        void make(int sample, float[] input, float[] output);

        /** Called once at the end. */
        @Override
        default void close() {}
    }

    /** To single precision. */
    static void copy(double[] from, float[] to, int offset) {
        for (int i = 0; i < from.length; i++) {
            to[offset + i] = (float) from[i];
        }
    }
}
