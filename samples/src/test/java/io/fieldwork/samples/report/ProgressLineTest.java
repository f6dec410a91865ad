package io.fieldwork.samples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.train.TrainListener.StepReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    @Test
    void aSteadyRunIsDescribed() {
        ProgressLine pace = new ProgressLine();
        StepReport last = null;
        for (long i = 1; i <= 50; i++) {
            last = MetricsLogTest.step(i, Map.of("samples", 2000.0, "psnr", 25.0));
            pace.add(last);
        }
        String line = pace.line(last);
        assertTrue(line.contains("PSNR 25.00 dB"), line);
        assertTrue(line.contains("20 k samples/s"), "2000 samples each 0.1 s: " + line);
        assertTrue(line.endsWith("0:05 left"), "half of 100 steps took 5 s: " + line);
    }

    @Test
    void whatIsUnknownIsLeftOut() {
        ProgressLine pace = new ProgressLine();
        StepReport report = MetricsLogTest.step(1, Map.of());
        pace.add(report);
        assertFalse(pace.line(report).contains("PSNR"));
        assertFalse(pace.line(report).contains("samples"));
    }

    @Test
    void withoutSamplesStepsAreCounted() {
        ProgressLine pace = new ProgressLine();
        StepReport last = null;
        for (long i = 1; i <= 50; i++) {
            last = MetricsLogTest.step(i, Map.of("window", 3.0));
            pace.add(last);
        }
        String line = pace.line(last);
        assertTrue(line.contains("10.0 steps/s  window 3"), line);
        assertTrue(line.matches("loss \\d[.]\\d\\de-\\d  .*"), line);
    }

    @Test
    void clocksReadAsClocks() {
        assertEquals("0:00", ProgressLine.clock(0.4));
        assertEquals("1:05", ProgressLine.clock(65));
        assertEquals("2:00:00", ProgressLine.clock(7200));
    }

    @Test
    void linesComeEveryTenSeconds() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ConsoleProgress progress = ConsoleProgress.lines(new PrintStream(out, true, StandardCharsets.UTF_8))) {
            for (long i = 1; i <= 250; i++) {
                progress.onStep(MetricsLogTest.step(i, Map.of()));
            }
        }
        assertEquals(3, out.toString(StandardCharsets.UTF_8).lines().count(), "at 0.1, 10.1 and 20.1 s");
    }

    @Test
    void theBarDrawsItself() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ConsoleProgress progress = ConsoleProgress.bar(new PrintStream(out, true, StandardCharsets.UTF_8))) {
            progress.onStep(MetricsLogTest.step(50, Map.of()));
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains(" 50%") && text.contains("step 50"), text);
    }
}
