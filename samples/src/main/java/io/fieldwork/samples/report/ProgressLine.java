package io.fieldwork.samples.report;

import io.fieldwork.fields.train.TrainListener.StepReport;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The progress of a training in one line: loss, PSNR, samples a second (steps a second where there are no samples), time
 * window, time left. Rates are means over the last second or so.
 */
final class ProgressLine {
    private static final double HALF_LIFE_SECONDS = 1;

    private double seconds = -1;
    private double samples;
    private double steps;
    private double time;
    private double loss = Double.NaN;
    private double psnr = Double.NaN;

    /** Takes a step into account. */
    void add(StepReport report) {
        double now = report.progress().seconds();
        double elapsed = seconds < 0 ? 0 : now - seconds;
        seconds = now;
        double keep = Math.pow(0.5, elapsed / HALF_LIFE_SECONDS);
        samples = keep * samples + (elapsed > 0 ? report.shown().getOrDefault("samples", 0.0) : 0);
        steps = keep * steps + (elapsed > 0 ? 1 : 0);
        time = keep * time + elapsed;
        loss = mixed(loss, report.loss(), keep);
        psnr = mixed(psnr, report.shown().getOrDefault("psnr", Double.NaN), keep);
    }

    private static double mixed(double old, double value, double keep) {
        return Double.isNaN(old) ? value : keep * old + (1 - keep) * value;
    }

    /** The line after a step, such as {@code loss 0.0021  PSNR 31.20 dB  1.52 M samples/s  1:05 left}. */
    String line(StepReport report) {
        StringJoiner line = new StringJoiner("  ");
        line.add("loss " + (samples > 0 ? String.format(Locale.ROOT, "%.3g", loss) : Report.scientific(loss)));
        if (Double.isFinite(psnr)) {
            line.add(String.format(Locale.ROOT, "PSNR %.2f dB", psnr));
        }
        if (samples > 0 && time > 0) {
            line.add(count(samples / time) + " samples/s");
        } else if (time > 0) {
            line.add(String.format(Locale.ROOT, "%.1f steps/s", steps / time));
        }
        if (report.shown().containsKey("window")) {
            line.add("window " + Math.round(report.shown().get("window")));
        }
        double fraction = report.progress().fraction();
        if (fraction > 0) {
            line.add(clock(report.progress().seconds() * (1 - fraction) / fraction) + " left");
        }
        return line.toString();
    }

    private static String count(double value) {
        if (value >= 1e6) {
            return String.format(Locale.ROOT, "%.2f M", value / 1e6);
        }
        return value >= 1e3
                ? String.format(Locale.ROOT, "%.0f k", value / 1e3)
                : String.format(Locale.ROOT, "%.0f", value);
    }

    /** A duration as a clock shows it, {@code m:ss} or {@code h:mm:ss}. */
    static String clock(double seconds) {
        long s = Math.round(seconds);
        return s < 3600 ? "%d:%02d".formatted(s / 60, s % 60) : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
    }
}
