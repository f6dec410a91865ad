package io.fieldwork.samples.report;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Scalars for TensorBoard: an event file of TFRecord frames (length, masked CRC-32C of the length, data, masked CRC-32C
 * of the data; all little-endian), each holding one {@code Event} message in protocol buffer encoding. A resumed run
 * opens another file whose first events tell TensorBoard to drop what came after the checkpoint.
 */
public final class TensorBoard implements TrainListener {
    private static final int MASK = 0xa282ead8;

    private final Path file;
    private final int every;

    private TensorBoard(Path file, int every) {
        this.file = file;
        this.every = every;
    }

    /**
     * Opens a new event file.
     *
     * @param folder where event files of this run lie; made if absent
     * @param step steps already taken; 0 for a new run
     * @param every steps between two events
     * @return the writer
     * @throws UserError if the file cannot be written
     */
    public static TensorBoard open(Path folder, long step, int every) {
        long second = System.currentTimeMillis() / 1000;
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("events.out.tfevents.%010d.fieldwork".formatted(second));
            while (Files.exists(file)) {
                file = folder.resolve("events.out.tfevents.%010d.fieldwork".formatted(++second));
            }
            TensorBoard board = new TensorBoard(Files.createFile(file), every);
            board.write(new Message().text(3, "brain.Event:2"), step);
            if (step > 0) {
                Message start = new Message().number(1, 1);
                board.write(new Message().message(7, start), step + 1);
            }
            return board;
        } catch (IOException e) {
            throw new UserError(
                    "The TensorBoard folder " + folder + " cannot be written: " + UserError.reason(e) + ".", e);
        }
    }

    @Override
    public void onStep(StepReport report) {
        long step = report.progress().step();
        if (step == 1 || step % every == 0) {
            Map<String, Number> row = MetricsLog.row(report);
            row.remove("step");
            scalars(step, row);
        }
    }

    /** Writes one event of names and values; a '.' in a name groups as TensorBoard's '/'. */
    public void scalars(long step, Map<String, ? extends Number> values) {
        Message summary = new Message();
        values.forEach((name, value) ->
                summary.message(1, new Message().text(1, name.replace('.', '/')).real(2, value.floatValue())));
        try {
            write(new Message().message(5, summary), step);
        } catch (IOException e) {
            throw new UserError("The TensorBoard file " + file + " cannot be written: " + UserError.reason(e) + ".", e);
        }
    }

    private void write(Message content, long step) throws IOException {
        Message event = new Message().real(1, System.currentTimeMillis() * 1e-3).number(2, step);
        byte[] data = event.append(content).bytes();
        ByteBuffer frame = little(data.length + 16);
        frame.putLong(data.length);
        frame.putInt(masked(frame.array(), 8)).put(data).putInt(masked(data, data.length));
        Files.write(file, frame.array(), StandardOpenOption.APPEND);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int masked(byte[] data, int length) {
        CRC32C sum = new CRC32C();
        sum.update(data, 0, length);
        int crc = (int) sum.getValue();
        return Integer.rotateRight(crc, 15) + MASK;
    }

    /** A protocol buffer message under construction. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        private Message number(int field, long value) {
            return varint((long) field << 3).varint(value);
        }

        private Message real(int field, double value) {
            return varint((long) field << 3 | 1).raw(little(8).putDouble(value).array());
        }

        private Message real(int field, float value) {
            return varint((long) field << 3 | 5).raw(little(4).putFloat(value).array());
        }

        private Message text(int field, String value) {
            return sized(field, value.getBytes(StandardCharsets.UTF_8));
        }

        private Message message(int field, Message value) {
            return sized(field, value.bytes());
        }

        private Message append(Message other) {
            return raw(other.bytes());
        }

        private Message sized(int field, byte[] bytes) {
            return varint((long) field << 3 | 2).varint(bytes.length).raw(bytes);
        }

        private Message varint(long value) {
            long rest = value;
            for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
                out.write((int) (rest & 0x7f | 0x80));
            }
            out.write((int) rest);
            return this;
        }

        private Message raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        private byte[] bytes() {
            return out.toByteArray();
        }
    }
}
