package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Look-up, colours and total variation of sparse lattices: against their definition, differences, and each other. */
class VoxelKernelsTest {
    private static final int[] SIDES = {5, 4, 6};
    private static NDManager manager;
    private static KernelChecks checks;
    private static Kernels host;
    private static Kernels plain;

    @BeforeAll
    static void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        checks = new KernelChecks(manager);
        host = Kernels.of(manager, "host");
        plain = Kernels.of(manager, "plain");
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    /** A lattice of which some vertices are empty and the others have rows in no particular order. */
    private static int[] links(int nx, int ny, int nz) {
        Draws draws = Draws.of(5, "links", 0);
        int[] links = new int[nx * ny * nz];
        int rows = 0;
        for (int i = links.length - 1; i >= 0; i--) {
            links[i] = draws.uniform(i) < 0.3 ? -1 : rows++;
        }
        return links;
    }

    private static NDArray array(int[] links, int nx, int ny, int nz) {
        return manager.create(links, new Shape(nz, ny, nx));
    }

    private static int rows(int[] links) {
        return Arrays.stream(links).max().orElse(-1) + 1;
    }

    private static NDArray points(int n, int... sides) {
        double[] x = checks.uniform("x", -0.1, 1.1, Math.max(1, n), 3).toDoubleArray();
        for (int i = 0; i < 3 * n; i++) {
            x[i] *= sides[i % 3] - 1;
        }
        return manager.create(Arrays.copyOf(x, 3 * n), new Shape(n, 3));
    }

    private static int[] rays(int n, int rays) {
        int[] ray = new int[n];
        Arrays.setAll(ray, i -> i * 7 % rays);
        return ray;
    }

    /** Points, coefficients of some basis functions, the basis of five rays, rays, densities and links. */
    private static NDArray[] colors(int n, int terms, int nx, int ny, int nz) {
        int[] links = links(nx, ny, nz);
        return new NDArray[] {
            points(n, nx, ny, nz),
            checks.uniform("coefficients", -1, 1, rows(links), 3 * terms),
            checks.uniform("basis", -1, 1, 5, terms),
            manager.create(rays(n, 5)),
            checks.uniform("density", -0.3, 1, n),
            array(links, nx, ny, nz)
        };
    }

    private static NDArray vertices(int n, int[] links) {
        Draws draws = Draws.of(8, "vertices", n);
        int[] vertices = new int[n];
        Arrays.setAll(vertices, i -> (int) draws.below(i, links.length));
        return manager.create(vertices);
    }

    @Test
    void gradientsAreThoseOfDifferences() {
        int[] links = links(5, 4, 6);
        NDArray rows = checks.uniform("rows", -1, 1, rows(links), 4);
        NDArray lattice = array(links, 5, 4, 6);
        for (int which = 0; which < 2; which++) {
            checks.differences(plain.voxels(), which, points(40, SIDES), rows, lattice);
            checks.differences(plain.voxelColors(), which, colors(40, 4, 5, 4, 6));
        }
        checks.differences(plain.voxelVariation(1e-3), 0, rows, vertices(60, links), lattice);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 300, 3000})
    void hostIsPlain(int n) {
        int[] links = links(5, 4, 6);
        NDArray lattice = array(links, 5, 4, 6);
        for (int width : new int[] {1, 3, 8, 27, 48}) {
            NDArray rows = checks.uniform("rows", -1, 1, rows(links), width);
            checks.agree(host.voxels(), manager, plain.voxels(), 2, points(n, SIDES), rows, lattice);
            NDArray vertices = vertices(n, links);
            checks.agree(host.voxelVariation(1e-2), manager, plain.voxelVariation(1e-2), 1, rows, vertices, lattice);
        }
        for (int terms : new int[] {1, 4, 9, 16}) {
            checks.agree(host.voxelColors(), manager, plain.voxelColors(), 2, colors(n, terms, 5, 4, 6));
        }
    }

    static Stream<CudaSubject> subjects() {
        return CudaSubject.all();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void deviceIsPlain(CudaSubject subject) {
        int[] links = links(5, 4, 6);
        NDArray lattice = array(links, 5, 4, 6);
        NDManager on = subject.manager();
        for (int n : new int[] {0, 1, 300}) {
            for (int width : new int[] {1, 27, 48}) {
                NDArray rows = checks.uniform("rows", -1, 1, rows(links), width);
                checks.agree(subject.kernels().voxels(), on, plain.voxels(), 2, points(n, SIDES), rows, lattice);
                NDArray vertices = vertices(n, links);
                Operation variation = subject.kernels().voxelVariation(1e-2);
                checks.agree(variation, on, plain.voxelVariation(1e-2), 1, rows, vertices, lattice);
            }
            for (int terms : new int[] {1, 9, 16}) {
                checks.agree(subject.kernels().voxelColors(), on, plain.voxelColors(), 2, colors(n, terms, 5, 4, 6));
            }
        }
    }

    @Test
    void gradientsDoNotDependOnTheNumberOfThreads() {
        int[] links = links(20, 20, 40);
        NDArray[] colors = colors(20_000, 9, 20, 20, 40);
        NDArray rows = checks.uniform("rows", -1, 1, rows(links), 27);
        Function<Integer, double[][]> all = threads -> {
            Parallel.limit(threads);
            double[][] first = checks.run(host.voxelColors(), manager, DataType.FLOAT32, 2, colors);
            NDArray vertices = vertices(5000, links);
            double[][] second =
                    checks.run(host.voxelVariation(1e-5), manager, DataType.FLOAT32, 1, rows, vertices, colors[5]);
            return Stream.of(first, second).flatMap(Arrays::stream).toArray(double[][]::new);
        };
        try {
            double[][] expected = all.apply(1);
            double[][] actual = all.apply(Runtime.getRuntime().availableProcessors());
            for (int k = 0; k < expected.length; k++) {
                assertArrayEquals(expected[k], actual[k], "array " + k);
            }
        } finally {
            Parallel.limit(Runtime.getRuntime().availableProcessors());
        }
    }

    /** A function that is linear along each axis is met everywhere; outside it goes on as at the nearest point inside. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "host"})
    void interpolationIsExactForProductsOfLinearFunctions(String name) {
        int[] all = new int[5 * 4 * 6];
        double[] values = new double[all.length];
        for (int v = 0; v < all.length; v++) {
            all[v] = v;
            values[v] = function(v % 5, v / 5 % 4, v / 20);
        }
        NDArray rows = manager.create(values, new Shape(all.length, 1)).toType(DataType.FLOAT32, false);
        NDArray x = points(200, SIDES);
        double[] p = x.toDoubleArray();
        try (Tape off = Tape.forwardOnly()) {
            float[] y = Kernels.of(manager, name)
                    .voxels()
                    .apply(off, x.toType(DataType.FLOAT32, false), rows, array(all, 5, 4, 6))[0]
                    .toFloatArray();
            for (int i = 0; i < y.length; i++) {
                double expected = function(
                        Math.clamp(p[3 * i], 0, 4), Math.clamp(p[3 * i + 1], 0, 3), Math.clamp(p[3 * i + 2], 0, 5));
                assertEquals(expected, y[i], 1e-4);
            }
        }
    }

    private static double function(double x, double y, double z) {
        return (1 + 0.5 * x) * (2 - y) * (0.3 * z - 1);
    }

    @Test
    void onlyTheRowsAroundAPointGetAGradientAndPointsWithoutDensityNone() {
        int[] all = new int[4 * 4 * 4];
        Arrays.setAll(all, i -> i);
        NDArray rows = checks.uniform("rows", -1, 1, 64, 3);
        NDArray x = manager.create(new double[] {1.5, 0.25, 2.5, 0.5, 0.5, 0.5}, new Shape(2, 3));
        NDArray density = manager.create(new double[] {1, 0});
        NDArray basis = manager.create(new double[] {1}, new Shape(1, 1));
        double[][] result = checks.run(
                host.voxelColors(),
                manager,
                DataType.FLOAT32,
                2,
                x,
                rows,
                basis,
                manager.create(new int[2]),
                density,
                array(all, 4, 4, 4));
        int[] touched = {33, 34, 37, 38, 49, 50, 53, 54};
        for (int row = 0; row < 64; row++) {
            int wanted = row;
            boolean near = Arrays.stream(touched).anyMatch(t -> t == wanted);
            assertEquals(near, result[2][3 * row] != 0, "row " + row);
        }
        assertEquals(0, result[0][3]);
    }

    @Test
    void linksThatNoRowHasAreRefused() {
        NDArray x = manager.zeros(new Shape(1, 3));
        NDArray rows = manager.zeros(new Shape(2, 1));
        int[] links = new int[8];
        links[0] = 2;
        try (Tape off = Tape.forwardOnly()) {
            assertThrows(
                    IndexOutOfBoundsException.class, () -> host.voxels().apply(off, x, rows, array(links, 2, 2, 2)));
            String thin = assertThrows(
                            IllegalArgumentException.class,
                            () -> host.voxels().apply(off, x, rows, array(links, 8, 1, 1)))
                    .getMessage();
            assertTrue(thin.contains("two vertices a side"), thin);
        }
    }
}
