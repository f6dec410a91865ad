package io.fieldwork.samples.kind;

import io.fieldwork.render.viewer.Subject;
import java.util.function.DoubleSupplier;

/** A copy of a session's parameters for viewing on another thread while they are trained. */
public interface LiveCopy extends AutoCloseable {
    /** Copies the present parameters; on the thread that trains. */
    void publish();

    /** {@return whether the copy was used since the last {@link #publish}, so that a new one is worthwhile} */
    boolean isSeen();

    /**
     * The viewer's subject.
     *
     * @param title a few words
     * @param share of the time that is left to training while the picture is still
     * @return the subject; the copy stays the caller's to close
     */
    Subject subject(String title, DoubleSupplier share);

    @Override
    void close();
}
