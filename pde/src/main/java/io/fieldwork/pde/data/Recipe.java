package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.Draws;

/**
 * The recipe by which the samples of a data set are generated: a record of plain values, all of which determine the
 * numbers. Sample i depends on the recipe and i alone.
 */
interface Recipe {
    /** The form of the samples. */
    Format format();

    /** What samples belong to, for errors. */
    default String source() {
        return toString();
    }

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

    /** The random numbers of a sample. */
    default Draws draws(long seed, int sample) {
        return Draws.of(seed, format().name(), sample);
    }

    /** To single precision. */
    static void copy(double[] from, float[] to, int offset) {
        for (int i = 0; i < from.length; i++) {
            to[offset + i] = (float) from[i];
        }
    }
}
