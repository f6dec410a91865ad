package io.fieldwork.samples.report;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code metrics.jsonl}: one object for each logged step with {@code step, seconds, loss, rate} and whatever the loss
 * shows, such as {@code psnr, samples, rays} or {@code loss.TERM}; finite values only. A line is one write, so a killed
 * run loses at most its last line. The file is locked while it is open, so one run is never trained twice at a time.
 */
public final class MetricsLog implements TrainListener, AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final FileChannel channel;
    private final int every;

    private MetricsLog(Path file, FileChannel channel, int every) {
        this.file = file;
        this.channel = channel;
        this.every = every;
    }

    /**
     * Opens the log for appending.
     *
     * @param file absent, or the log of the run that goes on
     * @param step lines after this step are dropped, because training repeats them
     * @param every steps between two lines; the first step is always logged
     * @return the log
     * @throws UserError if it cannot be written or another process writes it
     */
    public static MetricsLog open(Path file, long step, int every) {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            MetricsLog log = new MetricsLog(file, channel, every);
            log.lock();
            log.keepUpTo(step);
            return log;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // held by this very process: the same mistake
        }
        channel.close();
        throw new UserError(
                "The run in " + file.toAbsolutePath().getParent() + " is being trained by another process.");
    }

    private void keepUpTo(long step) throws IOException {
        long end = read(file).stream()
                .takeWhile(row -> row.getOrDefault("step", Double.POSITIVE_INFINITY) <= step)
                .count();
        long bytes = Files.readString(file)
                .lines()
                .limit(end)
                .mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length + 1L)
                .sum();
        channel.truncate(bytes);
        channel.position(bytes);
    }

    /** {@return names and values for each whole line of a log, in the order of steps} */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Double>> read(Path file) {
        List<Map<String, Double>> rows = new ArrayList<>();
        try {
            String text = Files.readString(file);
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                Map<String, Double> row = new LinkedHashMap<>();
                ((Map<String, Number>) JSON.readValue(line, Map.class)).forEach((k, v) -> row.put(k, v.doubleValue()));
                rows.add(row);
            }
        } catch (JacksonException e) {
            return rows;
        } catch (IOException e) {
            throw new UserError("The metrics " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
        return rows;
    }

    @Override
    public void onStep(StepReport report) {
        long step = report.progress().step();
        if (step == 1 || step % every == 0) {
            write(row(report));
        }
    }

    /** The numbers of a step, names to finite values, {@code step} first. */
    static Map<String, Number> row(StepReport report) {
        Map<String, Number> row = new LinkedHashMap<>();
        row.put("step", report.progress().step());
        row.put("seconds", rounded(report.progress().seconds()));
        row.put("loss", report.loss());
        new TreeMap<>(report.shown()).forEach((name, value) -> {
            if (Double.isFinite(value)) {
                row.put(name, value);
            }
        });
        row.put("rate", report.rate());
        return row;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    private void write(Map<String, Number> row) {
        try {
            channel.write(ByteBuffer.wrap((JSON.writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static UserError unwritable(Path file, IOException cause) {
        return new UserError("The metrics " + file + " cannot be written: " + cause.getMessage() + ".", cause);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }
}
