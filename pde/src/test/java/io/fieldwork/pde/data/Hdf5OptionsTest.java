package io.fieldwork.pde.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.fieldwork.fields.tensor.UserError;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files {@code evolution.h5} and {@code well.hdf5} were written by h5py 3.7. */
final class Hdf5OptionsTest {
    @TempDir
    private Path folder;

    private Path write(Consumer<WritableHdfFile> content) {
        Path path = folder.resolve("some.h5");
        try (WritableHdfFile file = HdfFile.write(path)) {
            content.accept(file);
        }
        return path;
    }

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = Objects.requireNonNull(Hdf5OptionsTest.class.getResourceAsStream(name))) {
            Files.copy(in, file);
        }
        return file;
    }

    /** An array whose numbers spell their indices: the last axis counts ones, the one before tens, and so on. */
    private static Object spelled(Class<?> type, int... extents) {
        return fill(type, 0, extents);
    }

    private static Object fill(Class<?> type, int prefix, int... extents) {
        if (extents.length == 0) {
            return type == float.class ? (Object) (float) prefix : (Object) (double) prefix;
        }
        Object first = fill(type, 10 * prefix, Arrays.copyOfRange(extents, 1, extents.length));
        Object array = Array.newInstance(extents.length == 1 ? type : first.getClass(), extents[0]);
        for (int i = 0; i < extents[0]; i++) {
            Array.set(array, i, fill(type, 10 * prefix + i, Arrays.copyOfRange(extents, 1, extents.length)));
        }
        return array;
    }

    private static Hdf5OptionsBuilder options(Path path, String layout) {
        return Hdf5OptionsBuilder.builder()
                .path(path.toString())
                .layout(layout)
                .validation(0)
                .test(0);
    }

    private DataSet open(Hdf5OptionsBuilder options) {
        return options.build()
                .open(folder.resolve("cache"), ProgressListener.NONE)
                .train();
    }

    @Test
    void readsACoefficientWithItsSolution() {
        Path path = write(file -> {
            file.putDataset("nu", spelled(float.class, 3, 2, 4));
            file.putDataset("tensor", spelled(double.class, 3, 1, 2, 4));
            file.putDataset("x-coordinate", new double[] {0.25, 0.75});
            file.putDataset("y-coordinate", new double[] {0.125, 0.375, 0.625, 0.875});
        });
        DataSet set = open(options(path, "pdebench"));
        assertEquals("some.h5: 3 samples, input 1x2x4, output 1x2x4, dirichlet", set.description());
        assertEquals(new Grid(0.5, 0.75, Boundary.DIRICHLET), set.grid());
        assertArrayEquals(new float[] {200, 201, 202, 203, 210, 211, 212, 213}, GenerationTest.input(set, 2));
        assertArrayEquals(new float[] {1000, 1001, 1002, 1003, 1010, 1011, 1012, 1013}, GenerationTest.output(set, 1));
    }

    @Test
    void readsEvolutionsOnALine() {
        Path path = write(file -> file.putDataset("tensor", spelled(float.class, 4, 5, 3)));
        DataSet set = open(options(path, "pdebench"));
        assertEquals("some.h5: 4 samples, input 1x1x3, output 4x1x3, periodic", set.description());
        assertArrayEquals(new float[] {300, 301, 302}, GenerationTest.input(set, 3));
        assertArrayEquals(
                new float[] {310, 311, 312, 320, 321, 322, 330, 331, 332, 340, 341, 342},
                GenerationTest.output(set, 3));
        DataSet fewer = open(options(path, "pdebench").frames(2));
        assertArrayEquals(new float[] {10, 11, 12, 20, 21, 22}, GenerationTest.output(fewer, 0));
    }

    @Test
    void readsChunksThatAreCompressed() throws IOException {
        DataSet set = open(options(resource("evolution.h5"), "pdebench"));
        assertEquals("evolution.h5: 4 samples, input 1x1x3, output 4x1x3, periodic", set.description());
        assertEquals(new Grid(0, 0.75, Boundary.PERIODIC), set.grid());
        assertArrayEquals(
                new float[] {310, 311, 312, 320, 321, 322, 330, 331, 332, 340, 341, 342},
                GenerationTest.output(set, 3));
    }

    /** HDF5 2.0 writes version 5 of the message that says where an array lies, if it is asked for the latest format. */
    @Test
    void aNewVersionOfTheFormatIsToldWithTheWayOut() throws IOException {
        Path file = resource("evolution.h5");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i + 10 < bytes.length; i++) {
            boolean layout = bytes[i] == 8 && bytes[i + 1] == 0 && bytes[i + 3] == 0 && bytes[i + 8] == 3;
            if (layout && bytes[i + 5] == 0 && bytes[i + 6] == 0 && bytes[i + 7] == 0 && bytes[i + 9] == 2) {
                bytes[i + 8] = 5;
            }
        }
        Files.write(file, bytes);
        Hdf5OptionsBuilder options = options(file, "pdebench");
        String said = assertThrows(UserError.class, () -> open(options)).getMessage();
        assertTrue(said.contains("evolution.h5") && said.contains("a version of HDF5 that is not known here"), said);
        assertTrue(said.contains("libver=('earliest', 'v114')"), said);
    }

    @Test
    void readsNamedFieldsTogether() {
        Path path = write(file -> {
            file.putDataset("Vx", spelled(float.class, 2, 3, 2, 2));
            file.putDataset("Vy", spelled(double.class, 2, 3, 2, 2));
        });
        DataSet set = open(options(path, "pdebench").fields(List.of("Vx", "Vy")).frames(1));
        assertArrayEquals(new int[] {2, 2, 2}, set.outputShape());
        assertArrayEquals(new float[] {1100, 1101, 1110, 1111, 1100, 1101, 1110, 1111}, GenerationTest.output(set, 1));
    }

    @Test
    void readsNumberedGroups() {
        Path path = write(file -> {
            for (int sample = 0; sample < 3; sample++) {
                WritableGroup group = file.putGroup("000" + sample);
                group.putDataset("data", spelled(float.class, 3, 2, 2, 2));
                WritableGroup grid = group.putGroup("grid");
                grid.putDataset("x", new float[] {-1, 1});
                grid.putDataset("y", new float[] {0, 3});
            }
        });
        DataSet set = open(options(path, "pdebench").frames(1));
        assertEquals("some.h5: 3 samples, input 2x2x2, output 2x2x2, neumann", set.description());
        assertEquals(new Grid(2, 3, Boundary.NEUMANN), set.grid());
        assertArrayEquals(new float[] {0, 10, 100, 110, 1, 11, 101, 111}, GenerationTest.input(set, 2));
        assertArrayEquals(new float[] {1000, 1010, 1100, 1110, 1001, 1011, 1101, 1111}, GenerationTest.output(set, 0));
    }

    @Test
    void readsScalarsAndVectorsOfTheWell() throws IOException {
        Path path = resource("well.hdf5");
        DataSet set = open(options(path, "well"));
        assertEquals("well.hdf5: 2 samples, input 3x2x3, output 6x2x3, periodic", set.description());
        assertEquals(new Grid(1, 1.5, Boundary.PERIODIC), set.grid());
        float[] frames = GenerationTest.output(set, 1);
        assertArrayEquals(new float[] {1100, 1101, 1102, 1110, 1111, 1112}, Arrays.copyOf(frames, 6));
        assertArrayEquals(new float[] {12000, 12010, 12020, 12100, 12110, 12120}, Arrays.copyOfRange(frames, 24, 30));
        assertArrayEquals(
                new int[] {1, 2, 3},
                open(options(path, "well").fields(List.of("density"))).inputShape());
    }

    @Test
    void coordinatesTellWhatEvolves() {
        Path path = write(file -> {
            file.putDataset("velocity", spelled(float.class, 3, 4, 6, 5, 2));
            file.putDataset("force", spelled(float.class, 3, 6, 5, 2));
            file.putDataset("t", spelled(double.class, 3, 4));
        });
        DataSet set = open(options(path, "pdebench").fields(List.of("velocity")).frames(1));
        assertEquals("some.h5: 3 samples, input 2x6x5, output 2x6x5, periodic", set.description());
        assertEquals(
                11031,
                GenerationTest.output(
                        open(options(path, "pdebench")
                                .fields(List.of("velocity[1]"))
                                .frames(1)),
                        1)[3]);
        DataSet driven = open(options(path, "pdebench").fields(List.of("velocity", "force")));
        assertEquals("some.h5: 3 samples, input 4x6x5, output 6x6x5, periodic", driven.description());
        assertArrayEquals(new float[] {1000, 1010, 1020}, Arrays.copyOfRange(GenerationTest.input(driven, 1), 60, 63));
        assertTrue(complaint(path, "pdebench", List.of("force")).contains("none of its fields [/force] evolves"));
    }

    @Test
    void axesThatDoNotFitTheCoordinatesAreRefusedUnlessTheyAreSaid() {
        Path path = write(file -> {
            file.putDataset("tensor", spelled(float.class, 1, 7, 3, 8));
            file.putDataset("x-coordinate", new double[] {0, 1, 2, 3, 4, 5, 6, 7});
            file.putDataset("t-coordinate", new double[4]);
        });
        String message = complaint(path, "pdebench", null);
        assertTrue(message.contains("'tensor' [1, 7, 3, 8]") && message.contains("write data.axes"), message);
        DataSet said = open(options(path, "pdebench").axes("1ntw"));
        assertEquals("some.h5: 7 samples, input 1x1x8, output 2x1x8, periodic", said.description());
        Path solid = write(file -> {
            file.putDataset("tensor", spelled(float.class, 2, 3, 4, 4, 4));
            file.putDataset("z-coordinate", new double[] {0, 1, 2, 3});
        });
        DataSet space = open(options(solid, "pdebench"));
        assertEquals("some.h5: 2 samples, input 1x4x4x4, output 2x4x4x4, periodic", space.description());
        Path force = write(file -> file.putDataset("tensor", spelled(float.class, 3, 9, 9, 2)));
        assertTrue(complaint(force, "pdebench", null).contains("write data.axes"));
    }

    @Test
    void readsEvolutionsInSpace() {
        Path path = write(file -> {
            file.putDataset("density", spelled(float.class, 2, 3, 4, 5, 6));
            file.putDataset("x-coordinate", new double[] {0, 1, 2, 3});
            file.putDataset("y-coordinate", new double[] {0, 0.5, 1, 1.5, 2});
            file.putDataset("z-coordinate", new double[] {0, 2, 4, 6, 8, 10});
            file.putDataset("t-coordinate", new double[4]);
        });
        DataSet set = open(options(path, "pdebench").fields(List.of("density")).boundary("neumann"));
        assertEquals("some.h5: 2 samples, input 1x4x5x6, output 2x4x5x6, neumann", set.description());
        assertEquals(new Grid(3, 2, 10, Boundary.NEUMANN), set.grid());
        assertEquals(10345, GenerationTest.input(set, 1)[3 * 30 + 4 * 6 + 5]);
        assertEquals(12123, GenerationTest.output(set, 1)[120 + 30 + 2 * 6 + 3]);
    }

    @Test
    void readsSpaceOfTheWell() {
        Path path = write(file -> {
            file.putAttribute("n_spatial_dims", 3);
            file.putGroup("t0_fields").putDataset("p", spelled(float.class, 2, 3, 4, 5, 6));
            file.putGroup("t1_fields").putDataset("v", spelled(float.class, 2, 3, 4, 5, 6, 3));
        });
        DataSet set = open(options(path, "well"));
        assertEquals("some.h5: 2 samples, input 4x4x5x6, output 8x4x5x6, neumann", set.description());
        assertEquals(100342, GenerationTest.input(set, 1)[120 * 3 + 3 * 6 + 4]);
    }

    /** A group for each sample, in the order of their numbers. */
    @Test
    void readsAGroupForEachSample() {
        Path path = write(file -> {
            for (int i = 11; i >= 0; i--) {
                WritableGroup group = file.putGroup("case" + i);
                group.putDataset("u", new double[][] {{i, 1, 2}, {3, 4, 5}});
                group.putDataset("a", new int[][] {{1, i, 1}, {1, 1, 1}});
            }
        });
        DataSet set = open(options(path, "pdebench"));
        assertEquals("some.h5: 12 samples, input 1x2x3, output 1x2x3, dirichlet", set.description());
        assertEquals(10, GenerationTest.output(set, 10)[0]);
        assertEquals(10, GenerationTest.input(set, 10)[1]);
    }

    /** MATLAB's axes are the file's in reverse: samples run fastest. */
    @Test
    void readsMatlab73() {
        Path path = write(file -> {
            file.putDataset("a", spelled(float.class, 5, 4, 3)).putAttribute("MATLAB_class", "single");
            file.putDataset("u", spelled(double.class, 2, 5, 4, 3)).putAttribute("MATLAB_class", "double");
        });
        DataSet set = open(options(path, "pdebench"));
        assertEquals("some.h5: 3 samples, input 1x4x5, output 2x4x5, dirichlet", set.description());
        assertEquals(321, GenerationTest.input(set, 1)[2 * 5 + 3]);
        assertEquals(1321, GenerationTest.output(set, 1)[20 + 2 * 5 + 3]);
        assertTrue(complaint(path, "pdebench", List.of("a")).contains("'a' [3, 4, 5]"));
        DataSet pairs = PairsOptionsBuilder.builder()
                .path(path.toString())
                .boundary("periodic")
                .build()
                .open(folder.resolve("cache"), ProgressListener.NONE)
                .train();
        assertEquals("some.h5: 3 samples, input 1x4x5, output 2x4x5, periodic", pairs.description());
    }

    /** Of a user, who names arrays as machine learning does, or as nobody does. */
    @Test
    void twoArraysOfUsersNeedNoLayout() {
        Path path = write(file -> {
            file.putDataset("x", spelled(float.class, 4, 9, 7));
            file.putDataset("y", spelled(double.class, 4, 9, 7, 2));
        });
        assertEquals(
                "some.h5: 4 samples, input 1x9x7, output 2x9x7, dirichlet",
                set(path).description());
        Path own = write(file -> {
            file.putDataset("forces", spelled(float.class, 4, 9, 7));
            file.putDataset("strains", spelled(float.class, 4, 9, 7));
        });
        String message = assertThrows(UserError.class, () -> set(own)).getMessage();
        assertTrue(message.contains("write data.input and data.output"), message);
        assertTrue(message.contains("data.fields with those that evolve"), message);
    }

    private DataSet set(Path path) {
        return PairsOptionsBuilder.builder()
                .path(path.toString())
                .test(0)
                .validation(0)
                .build()
                .open(folder.resolve("cache"), ProgressListener.NONE)
                .train();
    }

    /** Radii that grow by half: the length is that of the whole, and that the grid is none is told. */
    @Test
    void unevenPositionsAreToldAndGiveTheWholeLength() {
        List<String> notes = new ArrayList<>();
        Path path = write(file -> {
            file.putDataset("tensor", spelled(float.class, 3, 2, 4));
            file.putDataset("x-coordinate", new double[] {8, 12, 18, 27});
            file.putDataset("t-coordinate", new double[] {0, 1});
        });
        Grid grid = options(path, "pdebench")
                .boundary("neumann")
                .build()
                .open(folder.resolve("cache"), new Notes(notes))
                .train()
                .grid();
        assertEquals(19, grid.width(), 1e-12);
        assertTrue(notes.toString().contains("'/x-coordinate' are not evenly spaced"), notes.toString());
    }

    @Test
    void attributesOfTheWellTellWhichAxesThereAre() {
        Path path = write(file -> {
            file.putAttribute("n_spatial_dims", 2);
            WritableGroup scalars = file.putGroup("t0_fields");
            scalars.putDataset("p", spelled(float.class, 2, 3, 4, 5));
            WritableDataset speed = scalars.putDataset("speed", spelled(float.class, 4, 5));
            speed.putAttribute("time_varying", 0);
            speed.putAttribute("sample_varying", 0);
            file.putGroup("t2_fields").putDataset("stress", spelled(float.class, 2, 3, 4, 5, 2, 2));
        });
        DataSet set = open(options(path, "well").fields(List.of("p", "speed")).frames(2));
        assertEquals("some.h5: 2 samples, input 2x4x5, output 2x4x5, neumann", set.description());
        assertArrayEquals(new float[] {20, 21}, Arrays.copyOfRange(GenerationTest.input(set, 1), 30, 32));
        DataSet stress = open(options(path, "well").fields(List.of("stress")).frames(1));
        assertArrayEquals(new int[] {4, 4, 5}, stress.inputShape());
        assertEquals(103410, GenerationTest.input(stress, 1)[2 * 20 + 3 * 5 + 4] + 0, "component [1, 0]");
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.h5"), "no data", StandardCharsets.UTF_8);
        assertTrue(complaint(text, "well", null).startsWith("The file " + text + " cannot be used as well"));
        assertTrue(complaint(folder.resolve("none.h5"), "well", null).contains("none.h5 cannot be read"));
        Path path = write(file -> file.putDataset("tensor", spelled(float.class, 4, 5, 3)));
        assertTrue(complaint(path, "pdebench", List.of("Vx")).contains("it has no array 'Vx' in '/', only [tensor]"));
        assertTrue(complaint(path, "well", List.of("p")).contains("its fields are [], not [p]"));
        assertTrue(assertThrows(
                        UserError.class, () -> open(options(path, "pdebench").frames(7)))
                .getMessage()
                .startsWith("data.frames is 7; expected at most the 4 frames after the first of the file " + path));
        Path solid = write(file -> {
            file.putDataset("nu", spelled(float.class, 3, 2, 4));
            file.putDataset("tensor", spelled(float.class, 2, 1, 2, 4));
        });
        assertTrue(complaint(solid, "pdebench", null).contains("'/tensor' has 2 samples on 2x4 but '/nu' 3 on 2x4"));
        Path broken = write(file -> file.putDataset("tensor", new float[][][] {{{1, 2}, {3, Float.NaN}}}));
        assertTrue(complaint(broken, "pdebench", null).contains("output of sample 0"));
    }

    @Test
    void sizesInHeadersAreHeldAgainstTheFileBeforeAnythingIsAllocated() throws IOException {
        Path path = write(file -> file.putDataset("tensor", spelled(float.class, 4, 5, 3)));
        byte[] bytes = Files.readAllBytes(path);
        int header = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("OHDR");
        int flags = bytes[header + 5];
        int size = header + 6 + ((flags & 0x20) == 0 ? 0 : 16) + ((flags & 0x10) == 0 ? 0 : 4);
        for (int i = 0; i < 1 << (flags & 3); i++) {
            bytes[size + i] = (byte) (i == 3 ? 0x7f : 0xff);
        }
        Files.write(path, bytes);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertTrue(complaint(path, "pdebench", null).contains(path + " cannot be read"));
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 50e6);
    }

    private String complaint(Path path, String layout, List<String> fields) {
        return assertThrows(UserError.class, () -> open(options(path, layout).fields(fields)))
                .getMessage();
    }
}
