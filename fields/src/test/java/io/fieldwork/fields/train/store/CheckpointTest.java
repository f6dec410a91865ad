package io.fieldwork.fields.train.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Libtorch;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle of the format is DJL's own reader and writer. */
class CheckpointTest {
    @TempDir
    Path temp;

    private NDManager manager;

    @BeforeEach
    void open() {
        Libtorch.load();
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Map<String, NDArray> some() {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put("progress", manager.create(new double[] {7, 0.5}));
        tensors.put("parameter/a", manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3)));
        tensors.put("count", manager.create(9L));
        tensors.put("none", manager.create(new int[0], new Shape(0, 4)));
        tensors.put("bytes", manager.create(ByteBuffer.wrap(new byte[] {1, -1}), new Shape(2), DataType.UINT8));
        return tensors;
    }

    private static void expectEqual(Map<String, NDArray> expected, Map<String, NDArray> found) {
        assertEquals(new ArrayList<>(expected.keySet()), new ArrayList<>(found.keySet()));
        expected.forEach((name, array) -> {
            assertEquals(array.getShape(), found.get(name).getShape(), name);
            assertEquals(array.getDataType(), found.get(name).getDataType(), name);
            assertEquals(array.toByteBuffer(false), found.get(name).toByteBuffer(false), name);
        });
    }

    @Test
    void othersReadWhatIsWrittenAndTheirFilesAreRead() throws IOException {
        Path file = temp.resolve("a.safetensors");
        Checkpoint.write(file, some());
        expectEqual(some(), Checkpoint.read(manager, file));
        Map<String, NDArray> byOthers = new LinkedHashMap<>();
        NDList.decode(manager, Files.newInputStream(file)).forEach(array -> byOthers.put(array.getName(), array));
        assertEquals(some().keySet(), byOthers.keySet());
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 5, 6}, byOthers.get("parameter/a").toFloatArray());

        NDList list = new NDList();
        some().forEach((name, array) -> {
            array.setName(name);
            list.add(array);
        });
        Path old = temp.resolve("old.safetensors");
        try (OutputStream out = Files.newOutputStream(old)) {
            list.encode(out, NDList.Encoding.SAFETENSORS);
        }
        assertArrayEquals(
                new double[] {7, 0.5},
                Checkpoint.read(manager, old).get("progress").toDoubleArray());
        assertEquals(some().keySet(), Checkpoint.read(manager, old).keySet());
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        Path file = temp.resolve("a.safetensors");
        Checkpoint.write(file, some());
        byte[] whole = Files.readAllBytes(file);
        int unharmed = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 4;
            Files.write(file, damaged);
            String where = "byte " + i;
            try {
                expectEqual(some(), Checkpoint.read(manager, file));
                unharmed++;
            } catch (UserError e) {
                assertEquals(1, e.getMessage().lines().count(), where);
            }
        }
        assertTrue(unharmed <= "crc32c".length(), "only the name of the checksum may change");
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertThrows(UserError.class, () -> Checkpoint.read(manager, file));
    }

    private Path plain(String header, int bytes) throws IOException {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                temp.resolve("plain.safetensors"),
                file.putLong(text.length).put(text).array());
    }

    @Test
    void headersAreHeldAgainstTheFile() throws IOException {
        String good = "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}";
        assertEquals(1, Checkpoint.read(manager, plain(good, 12)).size());
        for (String bad : List.of(
                good.replace("[3]", "[4]"),
                good.replace("[3]", "[-3]"),
                good.replace("[3]", "[4294967296,4294967296,3]"),
                good.replace("F32", "F33"),
                good.replace("[0,12]", "[4,16]"),
                good.replace("[0,12]", "[12,0]"),
                good.replace("[3],", "3,"),
                good.replace("}}", "},'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}"),
                "[]",
                "{")) {
            Path file = plain(bad, 12);
            assertThrows(UserError.class, () -> Checkpoint.read(manager, file), bad);
        }
        Path longer = plain(good, 13);
        assertThrows(UserError.class, () -> Checkpoint.read(manager, longer));
        byte[] huge = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Long.MAX_VALUE)
                .array();
        Files.write(longer, huge);
        assertThrows(UserError.class, () -> Checkpoint.read(manager, longer));
    }

    @Test
    void aTensorIsAskedForByTypeAndShape() {
        Path file = Path.of("some.safetensors");
        assertArrayEquals(
                new double[] {7, 0.5},
                Checkpoint.tensor(file, some(), "progress", DataType.FLOAT64, -1)
                        .toDoubleArray());
        for (Runnable wrong : List.<Runnable>of(
                () -> Checkpoint.tensor(file, some(), "progress", DataType.FLOAT64, 3),
                () -> Checkpoint.tensor(file, some(), "progress", DataType.FLOAT64, 2, 1),
                () -> Checkpoint.tensor(file, some(), "progress", DataType.FLOAT32, 2),
                () -> Checkpoint.tensor(file, some(), "absent", DataType.FLOAT32, 2),
                () -> Checkpoint.tensor(
                        file, Map.of("x", manager.create(new float[] {Float.NaN})), "x", DataType.FLOAT32, 1))) {
            assertTrue(assertThrows(UserError.class, wrong::run).getMessage().contains("some.safetensors"));
        }
    }
}
