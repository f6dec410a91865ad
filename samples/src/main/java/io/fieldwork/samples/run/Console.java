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
    private static final int WIDTH = 120;

    /** Prints a line unless the run is quiet. */
    public void say(String line) {
        if (!quiet) {
            out.println(line);
            out.flush();
        }
    }

    /** Prints a label and what follows it, of which parts between semicolons stay whole in lines below one another. */
    public void say(String label, String parts) {
        String indent = "\n" + " ".repeat(label.length());
        StringBuilder text = new StringBuilder(label);
        int column = label.length();
        for (String part : parts.split("(?<=;) ")) {
            boolean first = column == label.length();
            boolean fits = first || column + 1 + part.length() <= WIDTH;
            text.append(first ? "" : fits ? " " : indent).append(part);
            column = (fits ? column + (first ? 0 : 1) : label.length()) + part.length();
        }
        say(text.toString());
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
