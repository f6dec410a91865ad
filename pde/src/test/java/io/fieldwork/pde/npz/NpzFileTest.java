package io.fieldwork.pde.npz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

/** The files {@code stored}, {@code compressed} and {@code types} were written by NumPy 2.4, MATLAB's by SciPy 1.17. */
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

    /** Entry k of [2, 3, 4] is k, up to the sign and the offset that are said. */
    @ParameterizedTest
    @CsvSource({
        "f2, 1, 0",
        "F2, 1, 0",
        "columns, 1, 0",
        "bigcolumns, 1, 0",
        "i2, -1, 0",
        "u4, 1, 4294967272",
        "u1, 1, 200",
        "u8, 1, 9223372036854775808"
    })
    void readsEveryTypeAndOrder(String name, int sign, double offset) throws IOException {
        double[] numbers = NpzFile.map(resource("types.npz")).array(name).numbers();
        for (int k = 0; k < numbers.length; k++) {
            assertEquals(sign * k + offset, numbers[k], name);
        }
        assertEquals(24, numbers.length);
    }

    @Test
    void readsTruthsAndNamesWhatItCannotRead() throws IOException {
        NpzFile file = NpzFile.map(resource("types.npz"));
        assertArrayEquals(
                new double[] {0, 1, 0, 1}, Arrays.copyOf(file.array("b1").numbers(), 4));
        String message =
                assertThrows(UserError.class, () -> file.array("complex")).getMessage();
        assertTrue(message.contains("'complex'") && message.contains("types.npz") && message.contains("<c8"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"level5.mat", "level5z.mat"})
    void readsWhatMatlabWrites(String name) throws IOException {
        ArrayFile file = ArrayFile.open(resource(name));
        assertEquals(List.of("a", "counts", "big", "half", "z"), List.copyOf(file.names()));
        double[] numbers = file.array("a").numbers();
        for (int k = 0; k < 24; k++) {
            assertEquals(k, numbers[k]);
        }
        assertArrayEquals(new int[] {2, 3, 4}, file.array("a").shape());
        assertArrayEquals(new double[] {0, 0, 0, 1, 1, 1}, file.array("counts").numbers());
        assertArrayEquals(new double[] {0x1p60, -3}, file.array("big").numbers());
        assertArrayEquals(new double[] {1, -2}, file.array("half").numbers());
        assertTrue(assertThrows(UserError.class, () -> file.array("z"))
                .getMessage()
                .contains("complex numbers are not read"));
        assertTrue(assertThrows(UserError.class, () -> file.array("y"))
                .getMessage()
                .contains("has no array 'y'; it has [a, counts, big, half, z]"));
    }

    /** A structure, a sparse matrix, a text and four numbers. */
    @Test
    void namesWhatIsNoArrayOfNumbersInMatlabsFile() throws IOException {
        ArrayFile file = ArrayFile.open(resource("others.mat"));
        assertEquals(List.of("w"), List.copyOf(file.names()));
        assertTrue(assertThrows(UserError.class, () -> file.array("run"))
                .getMessage()
                .contains("has 'run' as a struct; expected an array of numbers"));
        assertTrue(assertThrows(UserError.class, () -> file.array("s"))
                .getMessage()
                .contains("'s' as sparse"));
        Path old = Files.write(folder.resolve("old.mat"), new byte[] {0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0});
        assertTrue(assertThrows(UserError.class, () -> ArrayFile.open(old))
                .getMessage()
                .contains("is none of NPZ, NPY, MATLAB (5 to 7.3), HDF5 and CSV; MATLAB's save('old.mat', '-v7')"));
    }

    /** As pandas, C and Fortran write numbers, and R names. */
    @Test
    void readsColumnsInOtherHands() throws IOException {
        Path text = Files.writeString(
                folder.resolve("sensor.csv"),
                "\uFEFF\"t\",'T',\"q\"\r\n0,nan,-Inf,\r\n1.5D+01,,7,\r\n",
                StandardCharsets.UTF_8);
        ArrayFile file = ArrayFile.open(text);
        assertEquals(List.of("t", "T", "q"), List.copyOf(file.names()));
        assertArrayEquals(new double[] {0, 15}, file.array("t").numbers());
        assertArrayEquals(new double[] {Double.NaN, Double.NaN}, file.array("T").numbers());
        assertArrayEquals(
                new double[] {Double.NEGATIVE_INFINITY, 7}, file.array("q").numbers());
        Files.writeString(text, "t;x;t\n1;2;3\n");
        assertTrue(assertThrows(UserError.class, () -> ArrayFile.open(text))
                .getMessage()
                .contains("two columns 't'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"level5.mat", "level5z.mat"})
    void noticesThatMatlabsFileIsCut(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(resource(name));
        Path cut = folder.resolve("cut.mat");
        for (int at = 136; at < bytes.length; at += 5) {
            Files.write(cut, Arrays.copyOf(bytes, at));
            try {
                ArrayFile file = ArrayFile.open(cut);
                file.names().forEach(file::array);
            } catch (UserError e) {
                assertTrue(e.getMessage().contains("cut.mat"), e.getMessage());
            }
        }
    }

    @Test
    void readsNpyFilesAndColumnsOfText() throws IOException {
        byte[] whole = Files.readAllBytes(resource("stored.npz"));
        int start = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\u0093NUMPY");
        Path arrays = Files.createDirectories(folder.resolve("arrays"));
        Files.write(arrays.resolve("u.npy"), Arrays.copyOfRange(whole, start, start + 128 + 24));
        assertArrayEquals(new int[] {2, 3}, ArrayFile.open(arrays).array("u").shape());
        assertArrayEquals(
                new int[] {2, 3},
                ArrayFile.open(arrays.resolve("u.npy")).array("input").shape());
        Path text = Files.writeString(folder.resolve("points.csv"), "# t, x\n0.5, 1e-3\n\n1;-2\n");
        assertEquals(Set.of("t", "x"), ArrayFile.open(text).names());
        assertArrayEquals(
                new double[] {1e-3, -2}, ArrayFile.open(text).array("x").numbers());
        Files.writeString(text, "1,2\n3,4\n");
        assertTrue(assertThrows(UserError.class, () -> ArrayFile.open(text))
                .getMessage()
                .contains("expected a line of names"));
        Files.writeString(text, "t,x\n3\n");
        assertTrue(assertThrows(UserError.class, () -> ArrayFile.open(text))
                .getMessage()
                .contains("the line '3'; expected 2 numbers"));
        Files.writeString(text, "t,x\n3 4 5\n");
        assertThrows(UserError.class, () -> ArrayFile.open(text), "nothing is left out in silence");
        Files.writeString(text, "MATLAB 5.0");
        Path stub = Files.move(text, folder.resolve("stub.mat"));
        assertTrue(assertThrows(UserError.class, () -> ArrayFile.open(stub))
                .getMessage()
                .contains("stub.mat cannot be used: it ends within its header"));
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
