package io.fieldwork.samples.report;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.store.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code metrics.jsonl}: one object for each logged step with {@code step, seconds, loss, rate} and whatever the loss
 * shows, such as {@code psnr, samples, rays} or {@code loss.TERM}; finite values only. A line is one write, so a killed
 * run loses at most its last line.
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
     * @throws UserError if it cannot be written
     */
    public static MetricsLog open(Path file, long step, int every) {
        try {
            keepUpTo(file, step);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            return new MetricsLog(file, channel, every);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Writes the log anew if it holds damaged lines or later steps. */
    private static void keepUpTo(Path file, long step) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        List<String> lines = lines(file);
        List<String> kept = lines.stream()
                .filter(line -> row(line).filter(row -> row.get("step") <= step).isPresent())
                .toList();
        if (kept.size() < lines.size()) {
            String text = kept.stream().map(line -> line + "\n").collect(Collectors.joining());
            AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** {@return names and values for each whole line of a log, in the order of steps; damaged lines are left out, and no log has none} */
    public static List<Map<String, Double>> read(Path file) {
        try {
            return !Files.isRegularFile(file)
                    ? List.of()
                    : lines(file).stream().flatMap(line -> row(line).stream()).toList();
        } catch (IOException e) {
            throw new UserError("The metrics " + file + " cannot be read: " + UserError.reason(e) + ".", e);
        }
    }

    /** The lines, the last of which may lack its end. */
    private static List<String> lines(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** A line as names and numbers, a step among them; nothing if it is damaged. */
    private static Optional<Map<String, Double>> row(String line) {
        try {
            Map<String, Double> row = new LinkedHashMap<>();
            JsonNode object = JSON.readTree(line);
            boolean whole = object.isObject() && object.path("step").isNumber();
            for (Map.Entry<String, JsonNode> each : object.properties()) {
                whole &= each.getValue().isNumber();
                row.put(each.getKey(), each.getValue().asDouble(Double.NaN));
            }
            return whole ? Optional.of(row) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
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
        return new UserError("The metrics " + file + " cannot be written: " + UserError.reason(cause) + ".", cause);
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
