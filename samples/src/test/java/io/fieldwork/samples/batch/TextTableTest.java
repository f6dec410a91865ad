package io.fieldwork.samples.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTableTest {
    /** A reader of RFC 4180 alone: fields between commas, quoted ones with doubled quotes. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    @Test
    void whateverIsWrittenIsReadBack() {
        Random random = new Random(1);
        String letters = "a,\"\n\r 1.5e-3{}é";
        for (int round = 0; round < 200; round++) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(6); i++) {
                StringBuilder cell = new StringBuilder();
                random.ints(random.nextInt(5), 0, letters.length()).forEach(at -> cell.append(letters.charAt(at)));
                cells.add(cell.toString());
            }
            String line = TextTable.csv(cells);
            assertEquals(cells, fields(line.substring(0, line.length() - 1)));
        }
    }

    @Test
    void columnsStandBelowOneAnother() {
        assertEquals(
                List.of("run   psnr  state", "a        1  done", "long  22.5  waiting"),
                TextTable.lines(List.of(
                        List.of("run", "psnr", "state"),
                        List.of("a", "1", "done"),
                        List.of("long", "22.5", "waiting"))));
    }

    @Test
    void memoryLetsInWhatFits() {
        MemoryGate gate = new MemoryGate(10, 4);
        assertEquals(2, gate.most());
        assertTrue(gate.tryEnter());
        assertTrue(gate.tryEnter());
        assertFalse(gate.tryEnter());
        gate.leave(6);
        assertFalse(gate.tryEnter(), "a job was measured to need more");
        gate.leave(0);
        assertTrue(gate.tryEnter(), "one always may");
        assertEquals(1, gate.most());
    }
}
