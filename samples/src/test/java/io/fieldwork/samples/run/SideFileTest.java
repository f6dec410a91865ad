package io.fieldwork.samples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainListener.StepReport;
import io.fieldwork.samples.report.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SideFileTest {
    private static final StepReport REPORT = new StepReport(new Progress(1, 0.5, 0.1, 0), 2, 1e-3, Map.of());

    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void aFolderInPlaceOfALogCostsAWarning() throws IOException {
        Path log = Files.createDirectory(folder.resolve("metrics.jsonl"));
        try (SideFile file = SideFile.of(warnings::add, () -> MetricsLog.open(log, 0, 1))) {
            file.onStep(REPORT);
        }
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().startsWith("Warning: The metrics " + log + " cannot be written"));
        assertEquals(List.of(), MetricsLog.read(log));
    }

    @Test
    void aFileThatFailsOnceIsLeftAlone() {
        TrainListener full = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                throw new UserError("The disk is full.");
            }
        };
        SideFile file = SideFile.of(warnings::add, () -> full);
        file.onStep(REPORT);
        file.onStep(REPORT);
        assertEquals(List.of("Warning: The disk is full."), warnings);
    }
}
