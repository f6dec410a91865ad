package io.fieldwork.samples.run;

import io.fieldwork.samples.report.ConsoleProgress;
import java.io.PrintStream;

/**
 * Where a command speaks.
 *
 * @param out results
 * @param err progress and warnings
 * @param terminal whether a person watches {@code err}
 * @param quiet whether only results are wanted
 */
public record Console(PrintStream out, PrintStream err, boolean terminal, boolean quiet) {
    /**
     * Says something that a quiet run leaves out.
     *
     * @param line one line
     */
    public void say(String line) {
        if (!quiet) {
            out.println(line);
            out.flush();
        }
    }

    /**
     * Says something that is always wanted.
     *
     * @param line one line
     */
    public void result(String line) {
        out.println(line);
        out.flush();
    }

    /**
     * Says what went wrong, or may.
     *
     * @param line one line
     */
    public void warn(String line) {
        err.println(line);
    }

    /**
     * What shows progress here.
     *
     * @return a bar on a terminal, else lines
     */
    ConsoleProgress progress() {
        return terminal ? ConsoleProgress.bar(err) : ConsoleProgress.lines(out);
    }
}
