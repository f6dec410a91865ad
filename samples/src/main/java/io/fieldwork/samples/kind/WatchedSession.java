package io.fieldwork.samples.kind;

import io.fieldwork.render.viewer.Panel;

/**
 * A session that is looked at while others may still train it: the thread that evaluates it, which takes up each new checkpoint, and a
 * panel that tells which.
 */
public interface WatchedSession extends Panel, AutoCloseable {
    /**
     * Does something now and after each new checkpoint.
     *
     * @param work what to do, on the thread of the session
     */
    void follow(Runnable work);

    /**
     * Does something on the thread of the session, after what it was asked before.
     *
     * @param work what to do; a failure is told and does not end the thread
     */
    void execute(Runnable work);

    /**
     * Does something as {@link #execute} does, and waits until it is done.
     *
     * @param work what to do
     */
    void await(Runnable work);

    @Override
    void close();
}
