package io.fieldwork.pde.npz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files {@code stored}, {@code compressed} and {@code foreign} were written by NumPy 2.4. */
final class NpzFileTest {
    @TempDir
    private Path folder;

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = Objects.requireNonNull(NpzFileTest.class.getResourceAsStream(name))) {
            Files.copy(in, file);
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "compressed.npz"})
    void readsWhatNumpyWrites(String name) throws IOException {
        for (NpzFile file : List.of(NpzFile.map(resource(name)), NpzFile.read(folder.resolve(name)))) {
            assertEquals(Set.of("f4", "f8", "i4", "i8", "words"), file.names());
            assertArrayEquals(new int[] {2, 3}, file.array("f4").shape());
            float[] part = new float[4];
            file.array("f4").read(2, part);
            assertArrayEquals(new float[] {3, 4, 5, 6e9f}, part);
            assertArrayEquals(new double[] {0.1, -1e300}, file.array("f8").numbers());
            assertArrayEquals(new double[] {7, -8}, file.array("i4").numbers());
            assertArrayEquals(new double[] {(1L << 40) + 1}, file.array("i8").numbers());
            assertEquals(0, file.array("i8").shape().length);
            assertEquals(List.of("u", "vel"), file.array("words").words());
        }
    }

    @ParameterizedTest
    @CsvSource({"columns, column-major", "truths, |b1", "big, >f8"})
    void namesWhatItCannotRead(String array, String reason) throws IOException {
        NpzFile file = NpzFile.map(resource("foreign.npz"));
        String message = assertThrows(UserError.class, () -> file.array(array)).getMessage();
        assertTrue(message.contains("'" + array + "'") && message.contains("foreign.npz") && message.contains(reason));
    }

    @Test
    void survivesTheDisk() throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("a", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 3, 2));
        arrays.put("b", NpyArray.of(new double[] {Math.PI}, 1));
        arrays.put("c", NpyArray.of(List.of("one", "three")));
        NpzFile.write(folder.resolve("stored.npz"), arrays, false);
        NpzFile.write(folder.resolve("small.npz"), arrays, true);
        for (String name : List.of("stored.npz", "small.npz")) {
            NpzFile file = NpzFile.map(folder.resolve(name));
            assertEquals(List.copyOf(arrays.keySet()), List.copyOf(file.names()));
            assertArrayEquals(new int[] {1, 3, 2}, file.array("a").shape());
            assertArrayEquals(arrays.get("a").numbers(), file.array("a").numbers());
            assertArrayEquals(arrays.get("b").numbers(), file.array("b").numbers());
            assertEquals(List.of("one", "three"), file.array("c").words());
        }
    }

    /** Wherever the file ends and whichever byte is wrong, a user hears which file it is, or nothing is wrong with the numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "compressed.npz"})
    void noticesDamage(String name) throws IOException {
        Path whole = resource(name);
        byte[] bytes = Files.readAllBytes(whole);
        double[] numbers = NpzFile.read(whole).array("f4").numbers();
        Path damaged = folder.resolve("damaged.npz");
        for (int at = 0; at < bytes.length; at += 7) {
            Files.write(damaged, Arrays.copyOf(bytes, at));
            assertTrue(assertThrows(UserError.class, () -> NpzFile.read(damaged))
                    .getMessage()
                    .contains("damaged.npz is not a whole NPZ archive"));
            byte[] flipped = bytes.clone();
            flipped[at] ^= 0x55;
            Files.write(damaged, flipped);
            try {
                assertArrayEquals(numbers, NpzFile.read(damaged).array("f4").numbers(), "byte " + at);
            } catch (UserError e) {
                assertTrue(e.getMessage().contains("damaged.npz"), e.getMessage());
            }
        }
    }

    @Test
    void namesWhatIsMissing() {
        Path nowhere = folder.resolve("nowhere.npz");
        assertTrue(assertThrows(UserError.class, () -> NpzFile.map(nowhere))
                .getMessage()
                .contains("nowhere.npz cannot be read"));
    }

    @Test
    void namesWhatIsThereInstead() throws IOException {
        NpzFile file = NpzFile.map(resource("stored.npz"));
        assertEquals(
                "The file " + folder.resolve("stored.npz") + " has no array 'u'; it has [f4, f8, i4, i8, words].",
                assertThrows(UserError.class, () -> file.array("u")).getMessage());
    }
}
