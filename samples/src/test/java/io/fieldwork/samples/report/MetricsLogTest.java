package io.fieldwork.samples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.TrainListener.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
    @TempDir
    Path temp;

    static StepReport step(long step, Map<String, Double> shown) {
        return new StepReport(new Progress(step, 0.1 * step, step / 100.0, 1), 1.0 / step, 0.01, shown);
    }

    private static List<Double> steps(Path file) {
        return MetricsLog.read(file).stream().map(row -> row.get("step")).toList();
    }

    @Test
    void aLineIsOneFlatObjectOfFiniteNumbers() throws IOException {
        Path file = temp.resolve("metrics.jsonl");
        try (MetricsLog log = MetricsLog.open(file, 0, 10)) {
            log.onStep(step(20, Map.of("psnr", 31.5, "samples", 1024.0, "loss.color", 0.25, "bad", Double.NaN)));
        }
        assertEquals(
                "{\"step\":20,\"seconds\":2.0,\"loss\":0.05,\"loss.color\":0.25,\"psnr\":31.5,\"samples\":1024.0,\"rate\":0.01}\n",
                Files.readString(file));
    }

    @Test
    void resumingDropsWhatTrainingWillRepeat() throws IOException {
        Path file = temp.resolve("metrics.jsonl");
        try (MetricsLog log = MetricsLog.open(file, 0, 5)) {
            for (long i = 1; i <= 30; i++) {
                log.onStep(step(i, Map.of()));
            }
        }
        assertEquals(List.of(1.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0), steps(file));
        Files.writeString(file, "{\"step\":35,\"lo", StandardOpenOption.APPEND);
        assertEquals(30.0, steps(file).getLast(), "half a line is not read");
        try (MetricsLog log = MetricsLog.open(file, 17, 5)) {
            log.onStep(step(18, Map.of()));
            log.onStep(step(20, Map.of()));
        }
        assertEquals(List.of(1.0, 5.0, 10.0, 15.0, 20.0), steps(file));
    }

    @Test
    void damagedLinesAreDroppedAndTheOthersStay() throws IOException {
        Path file = temp.resolve("metrics.jsonl");
        Files.writeString(
                file,
                "[1]\n{\"step\":1,\"loss\":2.5}\n{\"step\":2,\"loss\":\"low\"}\n\u0000\n{\"step\":3,\"loss\":1}\n{\"loss\":1}\n");
        assertEquals(List.of(1.0, 3.0), steps(file));
        MetricsLog.open(file, 2, 1).close();
        assertEquals("{\"step\":1,\"loss\":2.5}\n", Files.readString(file));
        Files.delete(file);
        assertEquals(List.of(), steps(file));
    }
}
