package io.fieldwork.samples.kind;

import io.fieldwork.render.viewer.Panel;

/**
 * A session that is viewed while another process may still train it: the thread that evaluates it and loads each new
 * checkpoint, and a panel that shows which.
 */
public interface WatchedSession extends Panel, AutoCloseable {
    /** Runs work now and after each new checkpoint, on the thread of the session. */
    void follow(Runnable work);

    /**
     * Runs work on the thread of the session, after earlier work; a failure is reported and does not end the thread.
     */
    void execute(Runnable work);

    /** Runs work as {@link #execute} does, and waits until it is done. */
    void await(Runnable work);

    @Override
    void close();
}
