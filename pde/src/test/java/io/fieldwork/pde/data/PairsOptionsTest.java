package io.fieldwork.pde.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PairsOptionsTest {
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

    private static PairsOptionsBuilder options(Path file) {
        return PairsOptionsBuilder.builder()
                .path(file.toString())
                .input("x")
                .output("y")
                .stride(2)
                .boundary("periodic")
                .height(3.0)
                .width(2.0);
    }

    private DataSplits open(PairsOptionsBuilder options) {
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
        double[] ones = new double[20 * 16];
        Arrays.fill(ones, 1);
        file(NpyArray.of(range(20 * 8), 20, 2, 4), NpyArray.of(ones, 20, 2, 2, 4));
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

    private final List<String> notes = new ArrayList<>();

    private String read(String axes, int[] input, int[] output) throws IOException {
        Path file = file(NpyArray.of(range(size(input)), input), NpyArray.of(range(size(output)), output));
        notes.clear();
        PairsOptions options = options(file)
                .stride(1)
                .axes(axes)
                .train(1)
                .validation(0)
                .test(0)
                .build();
        return options.open(folder, new Notes(notes)).train().description().replaceFirst(".*samples?, ", "");
    }

    private static int size(int... shape) {
        return Arrays.stream(shape).reduce(1, (p, q) -> p * q);
    }

    private static int[] shape(int... extents) {
        return extents;
    }

    @Test
    void axesFollowFromBothArrays() throws IOException {
        assertEquals("input 1x9x12, output 3x9x12, periodic", read(null, shape(6, 9, 12), shape(6, 9, 12, 3)));
        assertEquals("input 1x9x12, output 3x9x12, periodic", read(null, shape(6, 9, 12), shape(6, 3, 9, 12)));
        assertEquals("input 1x1x40, output 2x1x40, periodic", read(null, shape(6, 40), shape(6, 40, 2)));
        assertEquals(List.of(), notes);
    }

    @Test
    void whatIsLikelyIsTold() throws IOException {
        assertEquals("input 2x10x12, output 2x10x12, periodic", read(null, shape(5, 10, 12, 2), shape(5, 10, 12, 2)));
        assertTrue(notes.getFirst().contains("'x' samples 5, rows 10, columns 12, components 2"), notes.toString());
        assertTrue(notes.getFirst().endsWith("(data.axes: nhwc,nhwc)."), notes.toString());
        assertEquals("input 7x1x200, output 7x1x200, periodic", read(null, shape(5, 7, 200), shape(5, 7, 200)));
        assertTrue(notes.getFirst().contains("components 7, columns 200"), notes.toString());
    }

    @Test
    void whatIsAmbiguousIsRefusedUnlessItIsSaid() throws IOException {
        String message = assertThrows(UserError.class, () -> read(null, shape(5, 8, 8, 8), shape(5, 8, 8, 8)))
                .getMessage();
        assertTrue(message.contains("'x' [5, 8, 8, 8] and 'y' [5, 8, 8, 8]"), message);
        assertTrue(message.contains("as data.axes: nchw or nhwc or ndhw; write"), message);
        assertTrue(assertThrows(UserError.class, () -> read(null, shape(5, 7, 9, 11), shape(5, 7, 9, 11)))
                .getMessage()
                .contains("in several ways"));
        assertEquals("input 8x8x8, output 8x8x8, periodic", read("nhwc", shape(5, 8, 8, 8), shape(5, 8, 8, 8)));
        assertEquals("input 1x4x6, output 10x4x6, periodic", read("nhw,nhwtc", shape(3, 4, 6), shape(3, 4, 6, 5, 2)));
        assertTrue(assertThrows(UserError.class, () -> read("nhw", shape(5, 8, 8, 8), shape(5, 8, 8, 8)))
                .getMessage()
                .contains("data.axes nhw does not fit"));
        assertTrue(assertThrows(UserError.class, () -> read("nxy", shape(5, 8, 8), shape(5, 8, 8)))
                .getMessage()
                .startsWith("data.axes is nxy; expected"));
    }

    @Test
    void componentsLastAreReadInTheirPlaces() throws IOException {
        Path file = file(NpyArray.of(range(24), 2, 3, 4), NpyArray.of(range(48), 2, 3, 4, 2));
        PairsOptionsBuilder options =
                options(file).stride(1).train(2).validation(0).test(0);
        float[] output = GenerationTest.output(open(options).train(), 1);
        for (int i = 0; i < 12; i++) {
            assertEquals(24 + 2 * i, output[i]);
            assertEquals(25 + 2 * i, output[12 + i]);
        }
        DataSet one = open(options.output("y[1]")).train();
        assertArrayEquals(new int[] {1, 3, 4}, one.outputShape());
        assertEquals(27, GenerationTest.output(one, 1)[1]);
        assertTrue(assertThrows(UserError.class, () -> open(options.output("y[2]")))
                .getMessage()
                .contains("has no component 2; it has 2"));
    }

    @Test
    void coordinatesDecide() throws IOException {
        Path file = folder.resolve("mine.npz");
        NpyArray square = NpyArray.of(range(5 * 8 * 8 * 8), 5, 8, 8, 8);
        NpyArray evolution = NpyArray.of(range(5 * 20 * 40), 5, 20, 40);
        NpzFile.write(file, Map.of("x", NpyArray.of(range(40), 40), "input", evolution, "output", evolution), false);
        PairsOptionsBuilder options = options(file).input(null).output(null).stride(1);
        assertArrayEquals(new int[] {20, 1, 40}, open(options).train().inputShape());
        NpzFile.write(file, Map.of("coeff", square, "sol", square), false);
        assertTrue(assertThrows(UserError.class, () -> open(options))
                .getMessage()
                .contains("'coeff' [5, 8, 8, 8] and 'sol' [5, 8, 8, 8]"));
        NpzFile.write(file, Map.of("p", square, "q", square), false);
        assertTrue(assertThrows(UserError.class, () -> open(options))
                .getMessage()
                .contains("write data.input and data.output"));
    }

    @Test
    void outputsThatAreZeroEverywhereAreMeasuredByTheOthers() throws IOException {
        double[] values = new double[40];
        Arrays.fill(values, 0, 20, 3);
        NpyArray inputs = NpyArray.of(range(40), 10, 4);
        List<String> notes = new ArrayList<>();
        DataSplits splits =
                options(file(inputs, NpyArray.of(values, 10, 4))).build().open(folder, noting(notes));
        assertEquals(3, splits.typical());
        assertEquals(
                List.of(
                        "Outputs that are zero everywhere (3 of 8 in training) are measured by the size of the others."),
                notes);
        String message = complaint(file(inputs, NpyArray.of(new double[40], 10, 4)));
        assertTrue(message.contains("All outputs of mine.npz that are trained on are zero everywhere"), message);
    }

    private static ProgressListener noting(List<String> notes) {
        return new ProgressListener() {
            @Override
            public void progress(int done, int total) {}

            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
    }

    @Test
    void readsSpace() throws IOException {
        List<String> notes = new ArrayList<>();
        Path file = file(NpyArray.of(range(480), 2, 6, 5, 8), NpyArray.of(range(480), 2, 6, 5, 8));
        PairsOptionsBuilder options =
                PairsOptionsBuilder.builder().path(file.toString()).depth(3.0).axes("ndhw");
        DataSplits space = options.build().open(folder, noting(notes));
        assertEquals(
                "mine.npz: 2 samples, input 1x6x5x8, output 1x6x5x8, dirichlet",
                space.train().description());
        assertEquals(new Grid(3, 1, 1, Boundary.DIRICHLET), space.train().grid());
        assertEquals(List.of("Read as: inputs 'x', outputs 'y' (data.input, data.output)."), notes);
        DataSet thin = options.stride(2).build().open(folder, noting(notes)).train();
        assertArrayEquals(new int[] {1, 3, 3, 4}, thin.outputShape());
        assertEquals(new Grid(2.4, 1, 6 / 7.0, Boundary.DIRICHLET), thin.grid());
        assertEquals(240 + 2 * 40 + 2 * 8 + 4, GenerationTest.output(thin, 1)[12 + 4 + 2]);
        DataSet mixed = open(options.stride(1)
                        .axes("ndhw,ndhwc")
                        .path(file(NpyArray.of(range(480), 2, 6, 5, 8), NpyArray.of(range(960), 2, 6, 5, 8, 2))
                                .toString()))
                .train();
        assertEquals("mine.npz: 2 samples, input 1x6x5x8, output 2x6x5x8, dirichlet", mixed.description());
        assertEquals(481, GenerationTest.output(mixed, 1)[240]);
    }

    @Test
    void readsAFileForEachSample() throws IOException {
        Path many = Files.createDirectory(folder.resolve("many"));
        for (int i = 0; i < 12; i++) {
            double[] values = range(35);
            values[0] = i;
            NpzFile.write(
                    many.resolve("run_" + i + ".npz"),
                    Map.of("a", NpyArray.of(values, 5, 7), "u", NpyArray.of(range(70), 2, 5, 7)),
                    true);
        }
        List<String> notes = new ArrayList<>();
        PairsOptionsBuilder options =
                PairsOptionsBuilder.builder().path(many.toString()).test(0).validation(0);
        DataSet set = options.build().open(folder, noting(notes)).train();
        assertEquals("many: 12 samples, input 1x5x7, output 2x5x7, dirichlet", set.description());
        assertEquals(10, GenerationTest.input(set, 10)[0]);
        assertTrue(notes.toString().contains("12 samples, one a file of"), notes.toString());
        assertArrayEquals(
                new int[] {2, 5, 7},
                options.axes("hw,chw")
                        .build()
                        .open(folder, noting(notes))
                        .train()
                        .outputShape());
        NpzFile.write(many.resolve("run_3.npz"), Map.of("a", NpyArray.of(range(35), 7, 5)), true);
        String message = assertThrows(UserError.class, () -> open(options)).getMessage();
        assertTrue(message.contains("[5, 7]") && message.contains("[7, 5]") && message.contains("run_3"), message);
        Files.move(many.resolve("run_3.npz"), many.resolve("test.npz"));
        assertTrue(
                assertThrows(UserError.class, () -> open(options)).getMessage().contains("write data.path"));
    }

    @Test
    void testSamplesMayLieInAnotherFile() throws IOException {
        NpyArray eleven = NpyArray.of(range(44), 11, 4);
        Path test = Files.move(file(eleven, eleven), folder.resolve("other.npz"));
        NpyArray one = NpyArray.of(range(8), 2, 4);
        Path file = file(one, one);
        PairsOptionsBuilder options = options(file).testPath(test.toString());
        DataSplits splits = open(options);
        assertEquals(2, splits.train().count());
        assertEquals(11, splits.test().count());
        assertArrayEquals(new float[] {40, 42}, GenerationTest.input(splits.test(), 10));
        assertEquals(3, open(options.test(3)).test().count());
        Path wide = Files.move(
                file(NpyArray.of(range(50), 5, 10), NpyArray.of(range(50), 5, 10)), folder.resolve("wide.npz"));
        file(one, one);
        String message = assertThrows(UserError.class, () -> open(options.testPath(wide.toString())))
                .getMessage();
        assertTrue(message.contains("the same channels and the same grid"), message);
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
