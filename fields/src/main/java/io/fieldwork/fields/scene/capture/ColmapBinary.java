package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** A parser of COLMAP's {@code cameras.bin}, {@code images.bin} and {@code points3D.bin}, little-endian. */
final class ColmapBinary {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final MemorySegment bytes;
    private long at;

    private ColmapBinary(Path file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static ColmapModel read(Path folder) {
        ColmapModel model = new ColmapModel();
        each(folder.resolve("cameras.bin"), model, ColmapBinary::camera);
        each(folder.resolve("images.bin"), model, ColmapBinary::view);
        if (Files.exists(folder.resolve("points3D.bin"))) {
            each(folder.resolve("points3D.bin"), model, ColmapBinary::point);
        }
        return model;
    }

    private static void each(Path file, ColmapModel model, BiConsumer<ColmapBinary, ColmapModel> record) {
        try (FileChannel channel = FileChannel.open(file);
                Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            ColmapBinary reader = new ColmapBinary(file, bytes);
            long count = reader.nextLong();
            for (long i = 0; i < count; i++) {
                record.accept(reader, model);
            }
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new UserError("The file %s is truncated or damaged.".formatted(file), e);
        } catch (IOException e) {
            throw new UserError("The file %s cannot be read (%s).".formatted(file, UserError.reason(e)), e);
        }
    }

    private void camera(ColmapModel model) {
        int id = nextInt();
        int number = nextInt();
        int width = Math.toIntExact(nextLong());
        int height = Math.toIntExact(nextLong());
        model.addCamera(id, number, width, height, next(ColmapModel.parameterCount(number, file)), file);
    }

    private void view(ColmapModel model) {
        nextInt();
        double[] rotation = next(4);
        double[] translation = next(3);
        int camera = nextInt();
        String name = nextName();
        skip(nextLong(), 24);
        model.addView(name, camera, rotation, translation, file);
    }

    private void point(ColmapModel model) {
        nextLong();
        model.points.add(next(3));
        skip(1, 3 + 8);
        skip(nextLong(), 8);
    }

    private String nextName() {
        long end = at;
        while (bytes.get(ValueLayout.JAVA_BYTE, end) != 0) {
            end++;
        }
        byte[] name = bytes.asSlice(at, end - at).toArray(ValueLayout.JAVA_BYTE);
        at = end + 1;
        return new String(name, StandardCharsets.UTF_8);
    }

    private int nextInt() {
        at += 4;
        return bytes.get(INT, at - 4);
    }

    private long nextLong() {
        at += 8;
        return bytes.get(LONG, at - 8);
    }

    private double[] next(int count) {
        double[] out = new double[count];
        for (int i = 0; i < count; i++) {
            out[i] = bytes.get(DOUBLE, at);
            at += 8;
        }
        return out;
    }

    private void skip(long count, int size) {
        at = Math.addExact(at, Math.multiplyExact(count, size));
        if (count < 0 || at > bytes.byteSize()) {
            throw new IndexOutOfBoundsException(at);
        }
    }
}
