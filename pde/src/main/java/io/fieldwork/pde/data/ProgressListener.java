package io.fieldwork.pde.data;

/** A listener to the progress of generating data. Calls come one at a time, from several threads. */
@FunctionalInterface
public interface ProgressListener {
    /** A listener that does nothing. */
    ProgressListener NONE = (done, total) -> {};

    /** One more sample is ready; the total are those that had to be made, without those on disk. */
    void progress(int done, int total);

    /** Told in one line how data were read where their files leave a choice; nothing happens by default. */
    default void note(String line) {}
}
