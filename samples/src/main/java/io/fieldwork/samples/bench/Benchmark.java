package io.fieldwork.samples.bench;

import java.io.PrintStream;
import java.util.List;

/** Something that is timed against a named reference in the same process. */
public interface Benchmark {
    /**
     * What {@code fieldwork bench NAME} calls it.
     *
     * @return one word
     */
    String name();

    /**
     * What it times.
     *
     * @return one line
     */
    String description();

    /**
     * Times and prints.
     *
     * @param out takes the table
     * @param arguments what follows the name on the command line
     */
    void run(PrintStream out, List<String> arguments);
}
