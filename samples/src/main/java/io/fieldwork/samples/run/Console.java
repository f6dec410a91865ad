package io.fieldwork.samples.run;

import io.fieldwork.samples.report.ConsoleProgress;
import java.io.PrintStream;

/**
 * The output streams of a command.
 *
 * @param out results
 * @param err progress and warnings
 * @param terminal whether {@code err} is interactive
 * @param quiet whether only results are wanted
 */
public record Console(PrintStream out, PrintStream err, boolean terminal, boolean quiet) {
    /** Prints a line unless the run is quiet. */
    public void say(String line) {
        if (!quiet) {
            out.println(line);
            out.flush();
        }
    }

    /** Prints a line of a result. */
    public void result(String line) {
        out.println(line);
        out.flush();
    }

    /** Prints a line of a warning. */
    public void warn(String line) {
        err.println(line);
    }

    /** {@return the display of progress: a bar on a terminal, else lines} */
    ConsoleProgress progress() {
        return terminal ? ConsoleProgress.bar(err) : ConsoleProgress.lines(out);
    }
}
