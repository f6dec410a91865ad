package io.fieldwork.pde.data;

/** Hears how far the making of data is. Calls come one at a time, from several threads. */
@FunctionalInterface
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = (done, total) -> {};

    /**
     * One more sample is ready.
     *
     * @param done samples made so far
     * @param total samples that had to be made; those on disk do not count
     */
    void progress(int done, int total);
}
