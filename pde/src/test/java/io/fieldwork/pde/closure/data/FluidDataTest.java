package io.fieldwork.pde.closure.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.kinetic.MomentSolver;
import io.fieldwork.pde.closure.kinetic.RandomStart;
import io.fieldwork.pde.closure.kinetic.Snapshot;
import io.fieldwork.pde.closure.kinetic.SolverOptions;
import io.fieldwork.pde.closure.kinetic.SolverOptionsBuilder;
import io.fieldwork.pde.data.ProgressListener;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded runs: made once, found again, read from files, refused. */
class FluidDataTest {
    private static final SolverOptions SMALL =
            SolverOptionsBuilder.builder().points(12).modes(12).step(0.05).build();

    @TempDir
    Path folder;

    private static FluidDataOptionsBuilder options() {
        return FluidDataOptionsBuilder.builder()
                .solver(SMALL)
                .end(0.5)
                .interval(0.25)
                .train(1);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("active-fluid"))) {
            return files.filter(file -> file.toString().endsWith(".npz"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void runsAreThoseOfTheKineticEquation() {
        FluidData data = options().begin(0.25).build().open(folder, ProgressListener.NONE);
        Recording test = data.test().getFirst();
        assertEquals(2, test.frames());
        assertEquals(0.25, test.interval(), 1e-12);
        MomentSolver solver =
                MomentSolver.kinetic(ActiveFluid.of(-1, 0.8, 1, 0.05, 0.05), SMALL, new RandomStart(0, 10));
        solver.advance(0.25);
        solver.advance(0.25);
        Snapshot wanted = solver.snapshot();
        Snapshot found = test.frame(1);
        assertEquals(0.5, found.time(), 1e-12);
        assertArrayEquals(wanted.concentration(), found.concentration());
        assertArrayEquals(wanted.second(), found.second());
        assertArrayEquals(wanted.fourth(), found.fourth());
        assertArrayEquals(wanted.strain(), found.strain());
        assertArrayEquals(wanted.velocity(), found.velocity());
        assertEquals(1, test.frameAt(0.4));
        assertEquals(1, test.frameAt(9));
    }

    @Test
    void runsAreMadeOnceAndSharedBetweenSets() throws IOException {
        List<Integer> made = new ArrayList<>();
        FluidData first = options().build().open(folder, (done, total) -> made.add(total));
        assertEquals(List.of(2, 2), made);
        FluidData again = options().build().open(folder, (done, total) -> made.add(total));
        assertEquals(first.digest(), again.digest());
        FluidData more =
                options().train(2).zeta(List.of(1.0, 1.5)).build().open(folder, (done, total) -> made.add(total));
        // of 2 x 2 runs to learn from and 2 to test two were there
        assertEquals(List.of(2, 2, 4, 4, 4, 4), made);
        assertEquals(4, more.train().size());
        assertEquals(
                List.of(1.0, 1.5),
                more.test().stream().map(run -> run.fluid().zeta()).toList());
        assertEquals(6, files().size());
        Files.delete(files().getFirst());
        options().train(2).zeta(List.of(1.0, 1.5)).build().open(folder, (done, total) -> made.add(total));
        assertEquals(1, made.getLast());
        try (Stream<Path> all = Files.list(folder.resolve("active-fluid"))) {
            assertEquals(
                    2, all.filter(file -> file.toString().contains("manifest")).count());
        }
    }

    @Test
    void ownFilesAreReadAndThoseOfAnotherBoxRefused() throws IOException {
        options().build().open(folder, ProgressListener.NONE);
        Path own = Files.createDirectories(folder.resolve("own"));
        Files.copy(files().get(0), own.resolve("a.npz"));
        Files.copy(files().get(1), own.resolve("b.npz"));
        FluidData data = options().path(own.toString()).build().open(folder, ProgressListener.NONE);
        assertEquals(own.resolve("a.npz"), data.train().getFirst().file());
        assertEquals(own.resolve("b.npz"), data.test().getFirst().file());
        NpzFile whole = NpzFile.read(own.resolve("b.npz"));
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        whole.names().forEach(name -> arrays.put(name, whole.array(name)));
        arrays.put("length", NpyArray.of(new double[] {5}, 1));
        NpzFile.write(own.resolve("b.npz"), arrays, false);
        assertTrue(mistake(own).contains("expected runs of one box"), mistake(own));
        arrays.put("strain", NpyArray.of(new double[3], 3));
        NpzFile.write(own.resolve("b.npz"), arrays, false);
        assertTrue(mistake(own).contains("strain is not [3, 12, 12, 2]"), mistake(own));
        arrays.remove("strain");
        NpzFile.write(own.resolve("b.npz"), arrays, false);
        assertTrue(mistake(own).contains("no array 'strain'"), mistake(own));
        Files.delete(own.resolve("b.npz"));
        assertTrue(mistake(own).contains("holds 1 recorded runs"), mistake(own));
    }

    @Test
    void whatCannotHaveBeenRecordedIsRefused() throws IOException {
        options().build().open(folder, ProgressListener.NONE);
        Path file = files().getFirst();
        refused(file, "time", new double[] {0, 0.25, 0.6}, "time rises from 0.0 to 0.25; expected equal intervals");
        refused(file, "time", new double[] {0, 0, 0}, "time does not rise");
        refused(file, "time", new double[] {0, 0.25}, "time and concentration differ");
        refused(file, "length", new double[] {Double.NaN}, "length is not one positive number");
        refused(file, "length", new double[] {-1}, "length is not one positive number");
        double[] numbers = NpzFile.read(file).array("velocity").numbers();
        numbers[5] = Double.NaN;
        refused(file, "velocity", numbers, "velocity holds numbers that are not finite");
        double[] c = NpzFile.read(file).array("concentration").numbers();
        c[5] = -0.1;
        refused(file, "concentration", c, "concentration holds numbers that are not positive");
    }

    /** A copy of a file with other numbers in one array is refused. */
    private void refused(Path file, String name, double[] numbers, String expected) throws IOException {
        NpzFile whole = NpzFile.read(file);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        whole.names().forEach(each -> arrays.put(each, whole.array(each)));
        int[] shape = whole.array(name).shape();
        arrays.put(name, NpyArray.of(numbers, shape.length == 1 ? new int[] {numbers.length} : shape));
        Path copy = folder.resolve("copy.npz");
        NpzFile.write(copy, arrays, false);
        String message =
                assertThrows(UserError.class, () -> Recording.open(copy)).getMessage();
        assertTrue(message.startsWith("The file " + copy) && message.contains(expected), message);
    }

    /** Two runs of three frames; D and E have known deviators. */
    private Path well(boolean square, double... times) {
        Path path = folder.resolve("active_matter.hdf5");
        int n = 4;
        float[][][][] c = new float[2][3][n][square ? n : 5];
        float[][][][][] u = new float[2][3][n][n][2];
        float[][][][][][] d = new float[2][3][n][n][2][2];
        float[][][][][][] e = new float[2][3][n][n][2][2];
        for (int run = 0; run < 2; run++) {
            for (int t = 0; t < 3; t++) {
                for (int x = 0; x < n; x++) {
                    for (int y = 0; y < n; y++) {
                        c[run][t][x][y] = 1;
                        u[run][t][x][y] = new float[] {x, y};
                        d[run][t][x][y] = new float[][] {{0.75f, 0.125f}, {0.125f, 0.25f}};
                        e[run][t][x][y] = new float[][] {{run, t}, {t, -run}};
                    }
                }
            }
        }
        try (WritableHdfFile file = HdfFile.write(path)) {
            WritableGroup dimensions = file.putGroup("dimensions");
            dimensions.putDataset("time", times);
            WritableGroup scalars = file.putGroup("scalars");
            scalars.putDataset("alpha", new double[] {-3});
            scalars.putDataset("zeta", new double[] {5});
            scalars.putDataset("L", new double[] {10});
            file.putGroup("t0_fields").putDataset("concentration", c);
            file.putGroup("t1_fields").putDataset("velocity", u);
            WritableGroup tensors = file.putGroup("t2_fields");
            tensors.putDataset("D", d);
            tensors.putDataset("E", e);
        }
        return path;
    }

    @Test
    void filesOfTheWellAreRead() throws IOException {
        Path path = well(true, 0, 0.25, 0.5);
        FluidData data = options().path(path.toString()).build().open(folder, ProgressListener.NONE);
        Recording run = data.test().getFirst();
        assertFalse(run.hasFourth());
        assertEquals(ActiveFluid.of(-3, 0.8, 5, 0.05, 0.05), run.fluid());
        assertEquals(0.25, run.interval(), 1e-12);
        Snapshot frame = run.frame(2);
        int at = 2 * (1 * 4 + 3);
        assertEquals(0.5, frame.second()[at], 1e-7);
        assertEquals(0.25, frame.second()[at + 1], 1e-7);
        assertEquals(1, frame.strain()[at], 1e-7);
        assertEquals(2, frame.strain()[at + 1], 1e-7);
        assertEquals(1, frame.velocity()[at], 1e-7);
        assertEquals(3, frame.velocity()[at + 1], 1e-7);
        assertEquals(2, files().size());
        assertTrue(mistake(well(false, 0, 0.25, 0.5)).contains("expected [run, t, x, y] on a square"));
        String untimed = mistake(well(true, 0, 0.25));
        assertTrue(untimed.contains("has 2 runs of 3 frames at 2 times in dimensions/time"), untimed);
    }

    private String mistake(Path path) {
        FluidDataOptions options = options().path(path.toString()).build();
        String message = assertThrows(UserError.class, () -> options.open(folder, ProgressListener.NONE))
                .getMessage();
        assertEquals(1, message.lines().count());
        return message;
    }

    @Test
    void valuesOutsideTheirRangeAreNamed() {
        assertTrue(assertThrows(UserError.class, () -> options().interval(0.0).build())
                .getMessage()
                .startsWith("data.interval is 0.0;"));
        assertTrue(assertThrows(
                        UserError.class, () -> options().zeta(List.of(-1.0)).build())
                .getMessage()
                .startsWith("data.zeta is -1.0;"));
        assertTrue(assertThrows(
                        UserError.class, () -> options().testZeta(List.of(-1.0)).build())
                .getMessage()
                .startsWith("data.testZeta is -1.0;"));
        assertTrue(assertThrows(UserError.class, () -> options().zeta(List.of()).build())
                .getMessage()
                .startsWith("data.zeta is [];"));
        FluidDataOptions unresolved = options().zeta(List.of(17.0)).build();
        String message = assertThrows(UserError.class, () -> unresolved.open(folder, ProgressListener.NONE))
                .getMessage();
        assertTrue(message.startsWith("zeta is 17.0; expected less for 12 modes"), message);
        assertFalse(Files.exists(folder.resolve("active-fluid/0.npz")));
    }
}
