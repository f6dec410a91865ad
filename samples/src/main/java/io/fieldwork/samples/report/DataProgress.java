package io.fieldwork.samples.report;

import io.fieldwork.pde.data.ProgressListener;
import java.io.PrintStream;
import java.util.Locale;

/** Shows how the making of data goes: a line in place on a terminal, a plain line every ten seconds elsewhere. */
public final class DataProgress implements ProgressListener {
    private static final double LINE_SECONDS = 10;
    private static final double TERMINAL_SECONDS = 0.25;
    private static final int CELLS = 24;

    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private double shownAt = Double.NEGATIVE_INFINITY;

    /** Nothing is shown yet; on a terminal a person watches. */
    public DataProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void note(String line) {
        out.println(line);
    }

    @Override
    public void progress(int done, int total) {
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (done < total && seconds - shownAt < (terminal ? TERMINAL_SECONDS : LINE_SECONDS)) {
            return;
        }
        shownAt = seconds;
        double left = seconds / done * (total - done);
        String text = String.format(
                Locale.ROOT, "making data: %d of %d samples, %.0f s, %.0f s left", done, total, seconds, left);
        if (terminal) {
            int full = (int) ((long) CELLS * done / total);
            out.print("\r" + "━".repeat(full) + "╌".repeat(CELLS - full) + " " + text + (done < total ? "  " : "  \n"));
        } else {
            out.println(text);
        }
        out.flush();
    }
}
