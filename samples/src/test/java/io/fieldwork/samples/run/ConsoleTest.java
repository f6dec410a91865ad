package io.fieldwork.samples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static List<String> said(String parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Console(new PrintStream(out, true, StandardCharsets.UTF_8), System.err, false, false)
                .say("Data:   ", parts);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void whatFitsIsOneLine() {
        assertEquals(List.of("Data:   a ring; 3 axes; periodic"), said("a ring; 3 axes; periodic"));
    }

    @Test
    void partsStayWholeInLinesBelowOneAnother() {
        String name = "a/path/that/is/longer/than/any/line/" + "x".repeat(120) + ".npz";
        String parts = name + ": 5 samples; "
                + IntStream.range(0, 20)
                        .mapToObj(i -> "axis" + i + " in [0, " + i + "]")
                        .collect(Collectors.joining("; "));
        List<String> lines = said(parts);
        assertEquals("Data:   " + name + ": 5 samples;", lines.getFirst());
        assertTrue(
                lines.stream().skip(1).allMatch(line -> line.startsWith("        axis") && line.length() <= 120),
                lines + "");
        assertEquals("Data:   " + parts, lines.stream().map(String::strip).collect(Collectors.joining(" ")));
    }
}
