package io.fieldwork.samples.cli;

import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.run.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * The environment of a command.
 *
 * @param out results
 * @param err progress, warnings and errors
 * @param terminal whether it is interactive
 * @param directory base of relative paths of the command line
 * @param kinds known kinds of job
 */
record Shell(PrintStream out, PrintStream err, boolean terminal, Path directory, JobKinds kinds) {
    /** The process's own streams and working directory. */
    static Shell standard() {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new Shell(System.out, System.err, terminal, Path.of(""), Kinds.ALL);
    }

    Console console(boolean quiet) {
        return new Console(out, err, terminal, quiet);
    }

    /** Prints labels and values in two columns. */
    void table(Map<String, String> rows) {
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(1);
        rows.forEach((label, text) -> out.printf("%-" + width + "s  %s%n", label, text));
    }
}
