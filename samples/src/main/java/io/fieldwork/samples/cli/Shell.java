package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.viewer.InputScript;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.run.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

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

    /** The input that is written down in a file of the command line. */
    InputScript script(Path file) {
        Path path = directory.resolve(file);
        try {
            return InputScript.read(path);
        } catch (IOException e) {
            throw new UserError("--script " + path + " cannot be read: " + UserError.reason(e) + ".", e);
        } catch (IllegalArgumentException e) {
            throw new UserError("--script " + e.getMessage(), e);
        }
    }

    /** Whether a folder is absent or empty. */
    static boolean isFree(Path folder) {
        String[] entries = folder.toFile().list();
        return !Files.exists(folder) || entries != null && entries.length == 0;
    }

    /** The command line as the user typed it. */
    static String typed(CommandSpec spec) {
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        return "fieldwork " + String.join(" ", arguments);
    }

    /** Prints labels and values in two columns. */
    void table(Map<String, String> rows) {
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(1);
        rows.forEach((label, text) -> out.printf("%-" + width + "s  %s%n", label, text));
    }
}
