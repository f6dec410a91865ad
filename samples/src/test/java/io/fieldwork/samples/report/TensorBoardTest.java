package io.fieldwork.samples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decodes event files with a reader of its own: a bitwise checksum and a generic protocol buffer parser. */
class TensorBoardTest {
    @TempDir
    Path temp;

    @Test
    void scalarsCanBeReadBack() throws IOException {
        TensorBoard board = TensorBoard.open(temp, 0, 10);
        board.onStep(MetricsLogTest.step(1, Map.of("psnr", 12.5)));
        board.onStep(MetricsLogTest.step(7, Map.of("psnr", 13.5)));
        board.onStep(MetricsLogTest.step(300, Map.of("psnr", 31.25, "loss.color", 0.125)));
        List<Map<Integer, List<Object>>> events = events(files().getFirst());
        assertEquals(3, events.size(), "version, step 1, step 300");
        assertEquals("brain.Event:2", text(events.getFirst(), 3));
        double now = System.currentTimeMillis() * 1e-3;
        double wall = Double.longBitsToDouble((Long) events.getFirst().get(1).getFirst());
        assertTrue(Math.abs(now - wall) < 600, "wall time in seconds");
        assertEquals(1L, events.get(1).get(2).getFirst());
        assertEquals(12.5f, scalars(events.get(1)).get("psnr"));
        assertEquals(300L, events.get(2).get(2).getFirst());
        Map<String, Float> last = scalars(events.get(2));
        assertEquals(
                Map.of("seconds", 30f, "loss", 1 / 300f, "loss/color", 0.125f, "psnr", 31.25f, "rate", 0.01f), last);
    }

    @Test
    void aResumedRunStartsAnotherFileThatDropsLaterSteps() throws IOException {
        TensorBoard.open(temp, 0, 10);
        TensorBoard.open(temp, 250, 10);
        assertEquals(2, files().size());
        List<Map<Integer, List<Object>>> events = events(files().getLast());
        assertEquals(251L, events.get(1).get(2).getFirst());
        Map<Integer, List<Object>> session =
                message((byte[]) events.get(1).get(7).getFirst());
        assertEquals(1L, session.get(1).getFirst(), "SessionLog.START");
    }

    @Test
    void theChecksumIsCastagnoli() {
        assertEquals(0xe3069283, crc("123456789".getBytes(StandardCharsets.US_ASCII)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.sorted().toList();
        }
    }

    private static List<Map<Integer, List<Object>>> events(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Map<Integer, List<Object>>> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertEquals(masked(crc(length)), in.getInt());
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            in.get(data);
            assertEquals(masked(crc(data)), in.getInt());
            events.add(message(data));
        }
        return events;
    }

    private static int masked(int crc) {
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    private static int crc(byte[] data) {
        int crc = -1;
        for (byte b : data) {
            crc ^= b & 255;
            for (int k = 0; k < 8; k++) {
                crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
            }
        }
        return ~crc;
    }

    private static Map<Integer, List<Object>> message(byte[] data) {
        ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<Object>> fields = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            Object value = switch ((int) (key & 7)) {
                case 0 -> varint(in);
                case 1 -> in.getLong();
                case 2 -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    yield bytes;
                }
                case 5 -> in.getInt();
                default -> throw new IllegalStateException("wire type " + (key & 7));
            };
            fields.computeIfAbsent((int) (key >>> 3), k -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 127) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private static String text(Map<Integer, List<Object>> message, int field) {
        return new String((byte[]) message.get(field).getFirst(), StandardCharsets.UTF_8);
    }

    private static Map<String, Float> scalars(Map<Integer, List<Object>> event) {
        Map<String, Float> scalars = new LinkedHashMap<>();
        for (Object value : message((byte[]) event.get(5).getFirst()).get(1)) {
            Map<Integer, List<Object>> fields = message((byte[]) value);
            scalars.put(text(fields, 1), Float.intBitsToFloat((Integer)
                    fields.get(2).getFirst()));
        }
        return scalars;
    }
}
