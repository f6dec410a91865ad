package io.fieldwork.samples.report;

import io.fieldwork.fields.train.TrainListener;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** Shows how training goes: a bar on a terminal, a plain line every ten seconds elsewhere. */
public final class ConsoleProgress implements TrainListener, AutoCloseable {
    private static final int SCALE = 1000;
    private static final double LINE_SECONDS = 10;

    private final PrintStream out;
    private final ProgressLine pace = new ProgressLine();
    private final @Nullable ProgressBar bar;
    private double shownAt = Double.NEGATIVE_INFINITY;
    private boolean closed;

    private ConsoleProgress(PrintStream out, @Nullable ProgressBar bar) {
        this.out = out;
        this.bar = bar;
    }

    /** {@return a bar on a terminal that redraws itself in place} */
    public static ConsoleProgress bar(PrintStream out) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("training")
                .setInitialMax(SCALE)
                .setUpdateIntervalMillis(250)
                .setRenderer(ConsoleProgress::rendered)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .build();
        return new ConsoleProgress(out, bar);
    }

    /** {@return a line now and then in a log file or a pipe} */
    public static ConsoleProgress lines(PrintStream out) {
        return new ConsoleProgress(out, null);
    }

    /** The bar takes the room that the text leaves. */
    private static String rendered(ProgressState state, int width) {
        double fraction = (double) state.getCurrent() / state.getMax();
        String text = " " + state.getExtraMessage();
        int cells = Math.clamp(width - text.length() - 6L, 8, 24);
        int full = (int) Math.round(cells * fraction);
        String line = String.format(Locale.ROOT, "%3.0f%% ", 100 * fraction)
                + "━".repeat(full)
                + "╌".repeat(cells - full)
                + text;
        return line.substring(0, Math.min(line.length(), Math.max(0, width)));
    }

    @Override
    public void onStep(StepReport report) {
        pace.add(report);
        double fraction = report.progress().fraction();
        long step = report.progress().step();
        if (bar != null) {
            bar.stepTo((long) (SCALE * fraction));
            bar.setExtraMessage(pace.line(report) + "  step " + step);
        } else if (report.progress().seconds() - shownAt >= LINE_SECONDS) {
            shownAt = report.progress().seconds();
            out.printf(Locale.ROOT, "%3.0f%%  step %d  %s%n", 100 * fraction, step, pace.line(report));
        }
    }

    @Override
    public void close() {
        if (bar != null && !closed) {
            closed = true;
            bar.close();
        }
    }
}
