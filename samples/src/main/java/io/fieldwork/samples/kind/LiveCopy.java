package io.fieldwork.samples.kind;

import io.fieldwork.render.viewer.Subject;
import java.util.function.DoubleSupplier;

/** A copy of the parameters of a session for another thread to look at while they are trained. */
public interface LiveCopy extends AutoCloseable {
    /** Takes the parameters as they are; on the thread that trains. */
    void publish();

    /**
     * Whether the copy is wanted anew.
     *
     * @return true if anyone has looked at the last one
     */
    boolean isSeen();

    /**
     * What the viewer shows of it.
     *
     * @param title a few words
     * @param share of the time that is left to training while the picture is still
     * @return the subject; the copy stays the caller's to close
     */
    Subject subject(String title, DoubleSupplier share);

    @Override
    void close();
}
