package io.fieldwork.samples.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * The handler of SIGINT and SIGTERM: the first signal ends training instead of the process, so that nothing is lost;
 * the second one ends the process at once.
 */
public final class Interrupts implements AutoCloseable {
    /** The exit code of a program ended by Ctrl-C. */
    public static final int EXIT_CODE = 130;

    private final List<Runnable> restore = new ArrayList<>();
    private final AtomicBoolean happened = new AtomicBoolean();

    /** Handles the signals until {@link #close}; the first one runs an action on another thread. */
    public Interrupts(Runnable first) {
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

    /** {@return whether a signal came} */
    public boolean happened() {
        return happened.get();
    }

    @Override
    public void close() {
        restore.forEach(Runnable::run);
    }
}
