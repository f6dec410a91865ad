package io.fieldwork.samples.bench;

import java.io.PrintStream;
import java.util.List;

/** A benchmark, timed against a named reference in the same process. */
public interface Benchmark {
    /** {@return its one-word name for {@code fieldwork bench NAME}} */
    String name();

    /** {@return its description in one line} */
    String description();

    /**
     * Times and prints.
     *
     * @param out takes the table
     * @param arguments after the name on the command line
     */
    void run(PrintStream out, List<String> arguments);
}
