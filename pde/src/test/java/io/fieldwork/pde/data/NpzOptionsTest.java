package io.fieldwork.pde.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.npz.NpyArray;
import io.fieldwork.pde.npz.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpzOptionsTest {
    @TempDir
    private Path folder;

    private static double[] range(int size) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> i);
        return values;
    }

    private Path file(NpyArray x, NpyArray y) throws IOException {
        Path file = folder.resolve("mine.npz");
        NpzFile.write(file, Map.of("x", x, "y", y), false);
        return file;
    }

    private static NpzOptionsBuilder options(Path file) {
        return NpzOptionsBuilder.builder()
                .path(file.toString())
                .input("x")
                .output("y")
                .stride(2)
                .boundary("periodic")
                .height(3.0)
                .width(2.0);
    }

    private DataSplits open(NpzOptionsBuilder options) {
        return options.build().open(folder, ProgressListener.NONE);
    }

    private String complaint(Path file) {
        return assertThrows(UserError.class, () -> open(options(file))).getMessage();
    }

    @Test
    void takesTrainingFromTheBeginningAndTheTestFromTheEnd() throws IOException {
        Path file = file(NpyArray.of(range(20 * 8), 20, 2, 4), NpyArray.of(range(20 * 16), 20, 2, 2, 4));
        DataSplits splits = open(options(file).train(5).validation(2).test(3));
        assertArrayEquals(new float[] {8, 10}, GenerationTest.input(splits.train(), 1));
        assertArrayEquals(new float[] {16, 18, 24, 26}, GenerationTest.output(splits.train(), 1));
        assertArrayEquals(new float[] {40, 42}, GenerationTest.input(splits.validation(), 0));
        assertArrayEquals(new float[] {17 * 8, 17 * 8 + 2}, GenerationTest.input(splits.test(), 0));
        assertEquals(
                "mine.npz: 5 samples, input 1x1x2, output 2x1x2, periodic",
                splits.train().description());
        assertEquals(new Grid(3, 2, Boundary.PERIODIC), splits.train().grid());
        assertEquals(
                List.of(16, 2, 2),
                List.of(
                        open(options(file)).train().count(),
                        open(options(file)).validation().count(),
                        open(options(file)).test().count()));
        String before = splits.train().fingerprint();
        file(NpyArray.of(range(20 * 8), 20, 2, 4), NpyArray.of(new double[20 * 16], 20, 2, 2, 4));
        assertTrue(!before.equals(
                open(options(file).train(5).validation(2).test(3)).train().fingerprint()));
    }

    @Test
    void linesHaveHeightOne() throws IOException {
        Path file = file(NpyArray.of(range(30), 5, 6), NpyArray.of(range(30), 5, 6));
        DataSplits splits = open(options(file).train(3).validation(1).test(1));
        assertArrayEquals(new int[] {1, 1, 3}, splits.train().inputShape());
        assertEquals(new Grid(0, 2, Boundary.PERIODIC), splits.train().grid());
    }

    @Test
    void mistakesAreNamed() throws IOException {
        double[] broken = range(80);
        broken[43] = Double.POSITIVE_INFINITY;
        Path file = file(NpyArray.of(range(80), 10, 2, 4), NpyArray.of(broken, 10, 2, 4));
        assertEquals(
                "The array 'y' of the file " + file + " has the value Infinity in sample 5; expected finite numbers.",
                complaint(file));
        file(NpyArray.of(range(80), 10, 2, 4), NpyArray.of(range(72), 9, 2, 4));
        assertEquals("The file " + file + " has 10 samples of 'x' but 9 of 'y'; expected as many.", complaint(file));
        file(NpyArray.of(range(80), 10, 2, 4), NpyArray.of(range(80), 10, 4, 2));
        assertEquals(
                "The file " + file + " has 'x' on a grid of 2x4 but 'y' on 4x2; expected the same grid.",
                complaint(file));
        file(NpyArray.of(range(10), 10), NpyArray.of(range(10), 10));
        assertTrue(complaint(file).contains("has shape [10]; expected numbers as [samples"));
        file(NpyArray.of(List.of("a", "b")), NpyArray.of(range(10), 10));
        assertTrue(complaint(file).startsWith("The array 'x' of the file " + file));
        file(NpyArray.of(range(80), 10, 2, 4), NpyArray.of(range(80), 10, 2, 4));
        assertEquals(
                "The file " + file + " has 10 samples; data.train 9, data.validation 1 and data.test 1 do not fit in.",
                assertThrows(UserError.class, () -> open(options(file).train(9)))
                        .getMessage());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertTrue(complaint(file).startsWith("The file " + file + " is not a whole NPZ archive"));
    }
}
