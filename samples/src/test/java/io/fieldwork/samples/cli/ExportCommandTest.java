package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.pinn.PinnRun;
import io.fieldwork.samples.run.TrainedRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCommandTest {
    @TempDir
    static Path runs;

    @TempDir
    Path temp;

    private TestShell shell;

    @BeforeAll
    static void train() {
        TestShell shell = new TestShell(runs);
        for (String problem : List.of("heat", "poisson")) {
            String yaml = shell.write(problem + ".yaml", """
                    kind: pinn
                    problem: {name: %s}
                    field: {layers: 1, width: 8, precision: double}
                    collocation: {points: 32, initial: 16, boundary: 16}
                    train: {steps: 3}
                    output: {logSteps: 1, images: 0}
                    """.formatted(problem)).toString();
            int code = shell.run(Job::open, "train", yaml, "--out", problem, "--quiet", "--device", "cpu");
            assertEquals(0, code, shell.err());
        }
    }

    @BeforeEach
    void open() {
        shell = new TestShell(temp);
    }

    private int export(String problem, String... options) {
        String[] command = {"export", runs.resolve(problem).toString(), "--device", "cpu"};
        return shell.run(
                Job::open, Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new));
    }

    private double[] solution(String unknown, String index, double[]... points) {
        try (TrainedRun trained = TrainedRun.open(runs.resolve("heat"), "cpu", Kinds.ALL)) {
            return ((PinnRun) trained.session()).training().solution().at(unknown, index, points);
        }
    }

    private GridSolution truth() {
        try (TrainedRun trained = TrainedRun.open(runs.resolve("heat"), "cpu", Kinds.ALL)) {
            return ((PinnRun) trained.session())
                    .training()
                    .problem()
                    .truths()
                    .firstEntry()
                    .getValue()
                    .get();
        }
    }

    /** An array of doubles as NumPy's format description says, from the bytes. */
    private record Array(List<Integer> shape, double[] values) {
        static Array of(Path file, String name) throws IOException {
            try (ZipFile zip = new ZipFile(file.toFile());
                    InputStream in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
                ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
                assertEquals("\u0093NUMPY\1\0", new String(bytes.array(), 0, 8, StandardCharsets.ISO_8859_1));
                int length = Short.toUnsignedInt(bytes.getShort(8));
                String header = new String(bytes.array(), 10, length, StandardCharsets.US_ASCII);
                assertTrue(header.contains("'descr': '<f8'") && header.contains("'fortran_order': False"), header);
                Matcher shape = Pattern.compile("'shape': \\(([^)]*)\\)").matcher(header);
                assertTrue(shape.find(), header);
                double[] values = new double[(bytes.capacity() - 10 - length) / Double.BYTES];
                bytes.position(10 + length).asDoubleBuffer().get(values);
                return new Array(
                        Stream.of(shape.group(1).split(", *"))
                                .map(Integer::valueOf)
                                .toList(),
                        values);
            }
        }
    }

    @Test
    void anArchiveHoldsWhatTheSolutionGivesAtEveryPoint() throws IOException {
        assertEquals(
                0, export("heat", "--out", "new/u.npz", "--grid", "4,7", "--derivatives", "u_x,u_xx"), shell.err());
        assertTrue(shell.out().contains("4 t x 7 x"), shell.out());
        Path file = temp.resolve("new/u.npz");
        double[] t = Array.of(file, "t").values();
        double[] x = Array.of(file, "x").values();
        assertEquals(4, t.length);
        assertArrayEquals(IntStream.range(0, 7).mapToDouble(i -> i / 6.0).toArray(), x, 1e-15);
        Array u = Array.of(file, "u");
        assertEquals(List.of(4, 7), u.shape());
        double[][] points = new double[28][];
        Arrays.setAll(points, i -> new double[] {t[i / 7], x[i % 7]});
        assertArrayEquals(solution("u", "", points), u.values(), 1e-14);
        assertArrayEquals(solution("u", "x", points), Array.of(file, "u_x").values(), 1e-14);
        assertArrayEquals(solution("u", "xx", points), Array.of(file, "u_xx").values(), 1e-14);
    }

    @Test
    void byDefaultTheGridIsThatOfTheReference() throws IOException {
        GridSolution truth = truth();
        assertEquals(0, export("heat", "--out", "u.npz", "--reference"), shell.err());
        Path file = temp.resolve("u.npz");
        assertArrayEquals(truth.values("u"), Array.of(file, "u_reference").values());
        assertArrayEquals(truth.axis("t").points(), Array.of(file, "t").values());
        assertEquals(truth.size(), Array.of(file, "u").values().length);
        double last = truth.axis("t").at(truth.axis("t").size() - 1);
        assertEquals(0, export("heat", "--out", "end.npz", "--reference", "--time", "" + last), shell.err());
        double[] end = Array.of(temp.resolve("end.npz"), "u_reference").values();
        double[] all = truth.values("u");
        assertArrayEquals(Arrays.copyOfRange(all, all.length - end.length, all.length), end);
    }

    @Test
    void placesInAHoleAreNaN() throws IOException {
        assertEquals(0, export("poisson", "--out", "u.npz", "--grid", "21,41", "--force"), shell.err());
        Path file = temp.resolve("u.npz");
        double[] x = Array.of(file, "x").values();
        double[] y = Array.of(file, "y").values();
        double[] u = Array.of(file, "u").values();
        int holes = 0;
        for (int i = 0; i < u.length; i++) {
            double distance = Math.hypot(x[i / 41] - 0.2, y[i % 41] + 0.1);
            if (Math.abs(distance - 0.3) > 1e-9) {
                assertEquals(distance < 0.3, Double.isNaN(u[i]), "at " + x[i / 41] + ", " + y[i % 41]);
                holes += distance < 0.3 ? 1 : 0;
            }
        }
        assertTrue(holes > 10);
        assertFalse(Double.isNaN(u[0]) || Double.isNaN(u[u.length - 1]), "corners belong to the domain");
    }

    private static String attribute(String xml, String name) {
        Matcher found = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(xml);
        assertTrue(found.find(), name + " in " + xml);
        return found.group(1);
    }

    /** Numbers of an array of an image file. */
    private static double[] image(Path file, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String entry = text.substring(text.indexOf("Name=\"" + name + "\""));
        int offset = Integer.parseInt(attribute(entry, "offset"));
        ByteBuffer numbers = ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(text.indexOf('_', text.indexOf("<AppendedData")) + 1 + offset);
        double[] values = new double[(int) (numbers.getLong() / Double.BYTES)];
        numbers.asDoubleBuffer().get(values);
        return values;
    }

    private static String header(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.indexOf("<AppendedData"));
    }

    @Test
    void anImageHasSpaceFirstAndTimeLast() throws IOException {
        assertEquals(0, export("heat", "--out", "u.vti", "--grid", "3,5"), shell.err());
        Path file = temp.resolve("u.vti");
        assertEquals("0 4 0 2 0 0", attribute(header(file), "WholeExtent"));
        double[] spacing = Stream.of(attribute(header(file), "Spacing").split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double[][] points = new double[15][];
        Arrays.setAll(points, i -> new double[] {i / 5 * spacing[1], i % 5 * spacing[0]});
        assertArrayEquals(solution("u", "", points), image(file, "u"), 1e-12);
    }

    @Test
    void aSliceAndASeriesAgreeWithTheSpaceTimeImage() throws IOException {
        assertEquals(0, export("heat", "--out", "all.vti", "--grid", "3,5"), shell.err());
        assertEquals(0, export("heat", "--out", "series.pvd", "--grid", "3,5"), shell.err());
        String series = Files.readString(temp.resolve("series.pvd"));
        Matcher parts =
                Pattern.compile("timestep=\"([^\"]*)\"[^>]* file=\"([^\"]*)\"").matcher(series);
        double[] all = image(temp.resolve("all.vti"), "u");
        for (int i = 0; i < 3; i++) {
            assertTrue(parts.find(), series);
            double[] expected = Arrays.copyOfRange(all, 5 * i, 5 * i + 5);
            assertArrayEquals(expected, image(temp.resolve(parts.group(2)), "u"), 1e-14);
            assertEquals(
                    0,
                    export("heat", "--out", "slice.vti", "--grid", "5", "--force", "--time", parts.group(1)),
                    shell.err());
            assertArrayEquals(expected, image(temp.resolve("slice.vti"), "u"), 1e-14);
        }
        assertFalse(parts.find());
        assertEquals(0, export("heat", "--out", "series.pvd", "--grid", "2,5", "--force"), shell.err());
        try (Stream<Path> images = Files.list(temp.resolve("series"))) {
            assertEquals(2, images.count(), "no image of the longer series and nothing half-written stays");
        }
    }

    @Test
    void textHasOneLineAPoint() throws IOException {
        assertEquals(0, export("heat", "--out", "u.csv", "--grid", "3,5", "--derivatives", "u_t"), shell.err());
        List<String> lines = Files.readAllLines(temp.resolve("u.csv"));
        assertEquals("t,x,u,u_t", lines.getFirst());
        assertEquals(16, lines.size());
        for (String line : lines.subList(1, 16)) {
            double[] cells =
                    Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray();
            double[] point = {cells[0], cells[1]};
            assertEquals(solution("u", "", point)[0], cells[2], 1e-14);
            assertEquals(solution("u", "t", new double[][] {point})[0], cells[3], 1e-14);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--out u.mat                       | --out is u.mat; expected a name that ends in",
                "--out u.npz --grid 5              | --grid is 5; expected two or more points along each of t, x",
                "--out u.npz --grid 5,1            | --grid is 5,1; expected two or more points along each of t, x",
                "--out u.npz --grid 5x5            | --grid is '5x5'; expected points along each axis",
                "--out u.npz --grid 20000,20000    | expected at most 134217728 points",
                "--out u.npz --time 7              | --time is 7.0; expected a time from 0.0 to 1.0.",
                "--out u.npz --time 0.5 --grid 5,5 | expected two or more points along each of x, such as 256.",
                "--out u.npz --reference --grid 5,5| leave --grid out",
                "--out u.npz --reference --time .12345 | no output at t = 0.12345",
                "--out u.npz --derivatives u_y     | asks for 'y', but the domain has the coordinates t, x.",
                "--out u.npz --derivatives v       | There is no 'v'; expected an unknown of u",
                "--out u.pvd --time 0.5            | expected an equation in space and time, without --time",
                "--out there.csv/u.npz             | there.csv is a file; expected a folder.",
                "--out there.csv                   | there.csv is there already; give another --out, or --force",
                "--out full.pvd                    | full is there already; give another --out, or --force",
            })
    void mistakesAreOneSentence(String options, String expected) throws IOException {
        shell.write("there.csv", "mine");
        Files.createDirectories(temp.resolve("full/of/it"));
        assertEquals(2, export("heat", options.split(" +")), shell.err());
        assertTrue(shell.err().contains(expected), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
        assertEquals("mine", Files.readString(temp.resolve("there.csv")));
        assertFalse(Files.exists(temp.resolve("u.npz")));
    }

    @Test
    void aRunOfAnotherKindIsRefused() {
        shell.config("b.yaml", "steps: 3");
        assertEquals(0, shell.run("train", temp.resolve("b.yaml").toString(), "--out", "photos"), shell.err());
        assertEquals(2, shell.run("export", "photos", "--out", "u.npz"));
        assertTrue(shell.err().contains("expected a run of kind pinn"), shell.err());
    }

    @Test
    void aSteadyProblemHasNoTimeToChoose() {
        assertEquals(2, export("poisson", "--out", "u.npz", "--time", "0"));
        assertTrue(shell.err().contains("the problem poisson has no time"), shell.err());
        assertEquals(2, export("poisson", "--out", "u.pvd"));
        assertTrue(shell.err().contains("a series in time"), shell.err());
    }
}
