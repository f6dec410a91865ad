package io.fieldwork.samples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopwatchTest {
    @Test
    void worksTakeTurnsAndWhatWasTakenBackIsTold() {
        List<String> calls = new ArrayList<>();
        double[] ms = Stopwatch.medians(() -> calls.add("p"), 1, 2, () -> calls.add("a"), () -> calls.add("b"));
        assertEquals("papb".repeat(3), String.join("", calls));
        assertEquals(2, ms.length);
        assertTrue(ms[0] >= 0 && ms[1] >= 0);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Stopwatch.printTakenBack(new PrintStream(text, true, StandardCharsets.UTF_8));
        assertTrue(
                text.toString(StandardCharsets.UTF_8).matches("compiled code of kernels .* warm-up: 0 *\\R"),
                text::toString);
    }

    @Test
    void theMiddleOfSomeNumbers() {
        assertEquals(3, Stopwatch.median(new double[] {5, 1, 3}));
    }
}
