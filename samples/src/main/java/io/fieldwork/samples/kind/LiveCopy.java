package io.fieldwork.samples.kind;

import io.fieldwork.render.viewer.Subject;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * A copy of a session's parameters for viewing on another thread while they are trained.
 *
 * @param publish copies the present parameters; on the thread that trains
 * @param seen says whether the copy was used since it was published last, so that a new one is worthwhile
 * @param subject gives the viewer's subject of a title and the share of the time that is left to training while the
 *     picture is still; the copy stays the caller's to close
 * @param closing frees the copy
 */
public record LiveCopy(
        Runnable publish, BooleanSupplier seen, BiFunction<String, DoubleSupplier, Subject> subject, Runnable closing)
        implements AutoCloseable {
    @Override
    public void close() {
        closing.run();
    }
}
