package io.fieldwork.samples.view;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A subject that is refined after it was opened. */
interface Settling {
    /** Waits until it is as fine as it becomes without further training. */
    void settle();

    /** Waits for work on another thread. */
    static void await(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
