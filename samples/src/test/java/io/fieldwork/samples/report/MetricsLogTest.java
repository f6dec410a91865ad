package io.fieldwork.samples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
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
    void aRunIsTrainedOnceAtATime() {
        Path file = temp.resolve("metrics.jsonl");
        try (MetricsLog first = MetricsLog.open(file, 0, 1)) {
            UserError error = assertThrows(UserError.class, () -> MetricsLog.open(file, 0, 1));
            assertTrue(error.getMessage().contains("another process"), error.getMessage());
            first.onStep(step(1, Map.of()));
        }
        MetricsLog.open(file, 1, 1).close();
        assertEquals(List.of(1.0), steps(file));
    }
}
