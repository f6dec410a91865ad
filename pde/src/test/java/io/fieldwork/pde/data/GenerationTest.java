package io.fieldwork.pde.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class GenerationTest {
    @TempDir
    private Path cache;

    private final List<String> heard = new ArrayList<>();

    private DataSplits open(int stride, int train, int validation, int test) {
        heard.clear();
        DarcyOptions options = DarcyOptionsBuilder.builder()
                .grid(13)
                .stride(stride)
                .train(train)
                .validation(validation)
                .test(test)
                .seed(5L)
                .build();
        return options.open(cache, (done, total) -> heard.add(done + "/" + total));
    }

    static float[] input(DataSet set, int sample) {
        FloatBuffer values = FloatBuffer.allocate(size(set.inputShape()));
        set.input(sample, values);
        assertEquals(0, values.remaining());
        return values.array();
    }

    static float[] output(DataSet set, int sample) {
        FloatBuffer values = FloatBuffer.allocate(size(set.outputShape()));
        set.output(sample, values);
        assertEquals(0, values.remaining());
        return values.array();
    }

    private static int size(int[] shape) {
        return Arrays.stream(shape).reduce(1, (p, q) -> p * q);
    }

    private Path folder() throws IOException {
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.findFirst().orElseThrow();
        }
    }

    @Test
    void everySampleIsAFunctionOfItsNumber() {
        DataSplits splits = open(1, 15, 3, 2);
        assertEquals(20, heard.size());
        assertEquals("20/20", heard.getLast());
        assertTrue(splits.generatedSeconds() > 0);
        DarcyRecipe recipe = new DarcyRecipe(13, 2, 3, 12, 3, 5);
        List<DataSet> parts = List.of(splits.test(), splits.validation(), splits.train());
        int sample = 0;
        for (DataSet part : parts) {
            assertArrayEquals(new int[] {1, 13, 13}, part.inputShape());
            for (int i = 0; i < part.count(); i++) {
                float[][] fields = new float[2][169];
                recipe.maker().make(sample++, fields[0], fields[1]);
                assertArrayEquals(fields[0], input(part, i));
                assertArrayEquals(fields[1], output(part, i));
            }
        }
        assertEquals(20, sample);
        assertEquals(
                "darcy: 15 samples, input 1x13x13, output 1x13x13, dirichlet",
                splits.train().description());
    }

    @Test
    void whatIsThereIsNotMadeAgain() throws IOException {
        DataSplits first = open(1, 30, 3, 2);
        Path file = folder().resolve("0000.npz");
        FileTime old = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(file, old);
        DataSplits second = open(2, 30, 3, 2);
        assertEquals(List.of(), heard);
        assertEquals(0, second.generatedSeconds());
        assertEquals(old, Files.getLastModifiedTime(file));
        float[] few = output(second.train(), 7);
        float[] many = output(first.train(), 7);
        for (int i = 0; i < few.length; i++) {
            assertEquals(many[i / 7 * 2 * 13 + i % 7 * 2], few[i]);
        }
    }

    @Test
    void anInterruptionCostsOnlyWhatWasBegun() throws IOException {
        open(1, 40, 0, 0);
        Path folder = folder();
        byte[] second = Files.readAllBytes(folder.resolve("0001.npz"));
        Files.write(folder.resolve("0001.npz"), Arrays.copyOf(second, 1000));
        open(1, 40, 0, 0);
        assertEquals("16/16", heard.getLast());
        assertArrayEquals(second, Files.readAllBytes(folder.resolve("0001.npz")));
        Files.delete(folder.resolve("0002.npz"));
        open(1, 40, 0, 0);
        assertEquals("8/8", heard.getLast());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(".lock", "0000.npz", "0001.npz", "0002.npz", "manifest.json"),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void moreSamplesExtendTheFolderAndLeaveTheTestAlone() throws IOException {
        float[] test = input(open(1, 5, 2, 3).test(), 2);
        DataSplits more = open(1, 25, 2, 3);
        assertEquals("20/20", heard.getLast());
        assertArrayEquals(test, input(more.test(), 2));
        JsonNode manifest = JsonMapper.shared().readTree(Files.readAllBytes(folder().resolve("manifest.json")));
        assertEquals(30, manifest.get("samples").asInt());
        assertEquals(30, manifest.get("made").asInt());
        assertEquals("darcy", manifest.get("recipe").asString());
        assertEquals(5, manifest.get("parameters").get("seed").asInt());
        assertEquals("[1,13,13]", manifest.get("input").toString());
        assertTrue(manifest.get("seconds").asDouble() > 0);
        DataSplits fewer = open(1, 4, 1, 3);
        assertEquals(List.of(), heard);
        assertArrayEquals(test, input(fewer.test(), 2));
    }

    @Test
    void fingerprintsTellRecipesRangesAndStridesApart() {
        DataSplits splits = open(1, 4, 2, 2);
        DataSplits other = DarcyOptionsBuilder.builder()
                .grid(13)
                .stride(1)
                .train(4)
                .validation(2)
                .test(2)
                .seed(6L)
                .build()
                .open(cache, ProgressListener.NONE);
        assertEquals(splits.train().fingerprint(), open(1, 4, 2, 2).train().fingerprint());
        List<String> all = Stream.of(
                        splits.train(),
                        splits.test(),
                        splits.validation(),
                        splits.train().strided(2),
                        splits.train().slice(1, 3),
                        other.train())
                .map(DataSet::fingerprint)
                .distinct()
                .toList();
        assertEquals(6, all.size());
        assertTrue(all.stream().allMatch(text -> text.matches("[0-9a-f]{64}")));
        assertArrayEquals(input(splits.train(), 2), input(splits.train().slice(1, 3), 1));
    }

    /** Strides that leave out the last vertex shorten the domain; points on a circle must divide. */
    @Test
    void stridesKeepTheSpacing() {
        Grid square = new Grid(1, 2, Boundary.DIRICHLET);
        assertArrayEquals(new double[] {0.1, 0.1}, square.spacing(11, 21), 1e-15);
        Grid shorter = square.strided(new GridSize(12, 21), 2);
        assertEquals(10.0 / 11, shorter.height(), 1e-15);
        assertEquals(2, shorter.width(), 1e-15);
        Grid circle = new Grid(0, 1, Boundary.PERIODIC);
        assertArrayEquals(new double[] {0, 0.125}, circle.spacing(1, 8), 1e-15);
        assertEquals(circle, circle.strided(new GridSize(1, 8), 4));
        assertTrue(assertThrows(UserError.class, () -> circle.strided(new GridSize(1, 8), 3))
                .getMessage()
                .startsWith("data.stride is 3; expected a divisor of the 8 points"));
        assertThrows(UserError.class, () -> square.strided(new GridSize(12, 21), 21));
    }

    @Test
    void everyRecipeMakesFiniteFieldsOfItsShape() {
        List<DataOptions> all = List.of(
                new MultiscaleDarcyOptions(33, 2, 2, 0, 1, 1L),
                new HelmholtzOptions(20, 1, 200.0, 2, 0, 1, 1L),
                NavierStokesOptionsBuilder.builder()
                        .grid(32)
                        .kept(16)
                        .stride(2)
                        .viscosity(1e-3)
                        .frames(3)
                        .interval(0.5)
                        .step(0.1)
                        .train(2)
                        .validation(0)
                        .test(1)
                        .seed(1L)
                        .build(),
                new BurgersOptions(64, 2, 0.05, 0.1, 0.01, 2, 0, 1, 1L));
        List<String> shapes = List.of(
                "1x17x17, output 1x17x17", "1x21x21, output 1x21x21", "1x8x8, output 3x8x8", "1x1x32, output 1x1x32");
        for (int i = 0; i < all.size(); i++) {
            DataSplits splits = all.get(i).open(cache, ProgressListener.NONE);
            assertTrue(
                    splits.train().description().contains(shapes.get(i)),
                    splits.train().description());
            splits.checked(note -> {});
            assertNotEquals(Arrays.hashCode(output(splits.train(), 0)), Arrays.hashCode(output(splits.train(), 1)));
            float[] values = output(splits.test(), 0);
            assertTrue(IntStream.range(0, values.length).anyMatch(j -> values[j] != 0));
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(cache.resolve("file"), "no folder", StandardCharsets.UTF_8);
        DarcyOptions options = DarcyOptionsBuilder.builder()
                .grid(13)
                .stride(1)
                .train(1)
                .validation(0)
                .test(0)
                .seed(5L)
                .build();
        assertTrue(assertThrows(UserError.class, () -> options.open(file, ProgressListener.NONE))
                .getMessage()
                .startsWith("The data set cannot be kept in " + file));
    }

    @Test
    void aDamagedNumberIsNamedWhenItIsRead() throws IOException {
        open(1, 3, 0, 0);
        Path file = folder().resolve("0000.npz");
        NpzFile npz = NpzFile.read(file);
        float[] values = new float[3 * 169];
        npz.array("output").read(0, values);
        values[2 * 169 + 5] = Float.NaN;
        NpzFile.write(file, Map.of("input", npz.array("input"), "output", NpyArray.of(values, 3, 1, 13, 13)), false);
        DataSet train = open(1, 3, 0, 0).train();
        output(train, 1);
        assertEquals(
                "The array 'output' of the file " + file + " has the value NaN in sample 2; expected finite numbers.",
                assertThrows(UserError.class, () -> output(train, 2)).getMessage());
    }
}
