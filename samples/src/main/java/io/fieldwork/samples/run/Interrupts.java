package io.fieldwork.samples.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Ctrl-C (and the polite signal of a batch system) ends training instead of the process, so that nothing is lost; the
 * second one ends the process at once.
 */
final class Interrupts implements AutoCloseable {
    /** What a shell reports for a program that Ctrl-C ended. */
    static final int EXIT_CODE = 130;

    private final List<Runnable> restore = new ArrayList<>();
    private final AtomicBoolean happened = new AtomicBoolean();

    /**
     * Takes the signals over until {@link #close}.
     *
     * @param first what the first one does, on another thread
     */
    Interrupts(Runnable first) {
        for (String name : List.of("INT", "TERM")) {
            var signal = new Signal(name);
            var before = Signal.handle(signal, received -> {
                if (happened.getAndSet(true)) {
                    Runtime.getRuntime().halt(EXIT_CODE);
                }
                first.run();
            });
            restore.add(() -> Signal.handle(signal, before));
        }
    }

    /**
     * Whether a signal came.
     *
     * @return true after the first
     */
    boolean happened() {
        return happened.get();
    }

    @Override
    public void close() {
        restore.forEach(Runnable::run);
    }
}
