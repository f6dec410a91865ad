package io.fieldwork.pde.data;

/** A listener to the progress of generating data. Calls come one at a time, from several threads. */
@FunctionalInterface
public interface ProgressListener {
    /** A listener that does nothing. */
    ProgressListener NONE = (done, total) -> {};

    /**
     * One more sample is ready.
     *
     * @param done samples made so far
     * @param total samples that had to be made; those on disk do not count
     */
    void progress(int done, int total);
}
