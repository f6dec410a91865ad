package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The hash encoding on the device against its definition in double precision. */
final class CudaHashGridTest {
    private static final List<HashGridLayout> LAYOUTS = List.of(
            new HashGridLayout(16, 2, 12, 16, 512),
            new HashGridLayout(10, 2, 14, 16, 640),
            new HashGridLayout(3, 4, 10, 8, 64),
            new HashGridLayout(5, 1, 9, 4, 50),
            new HashGridLayout(3, 3, 9, 4, 40),
            new HashGridLayout(2, 8, 8, 5, 20),
            new HashGridLayout(1, 2, 19, 2048, 2048));

    static Stream<Arguments> cases() {
        return CudaSubject.all().flatMap(s -> LAYOUTS.stream().map(l -> Arguments.of(s, l)));
    }

    @Test
    void referenceHasThePublishedIndices() {
        int[][] vertices = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 2, 3}, {100, 200, 300}, {2047, 2047, 2047}};
        long[] rows = {1, 489905, 153493, 128476, 110768, 285147};
        for (int i = 0; i < rows.length; i++) {
            assertEquals(rows[i], hash(vertices[i][0], vertices[i][1], vertices[i][2], 1 << 19));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void featuresAndGradientsAreThoseOfTheDefinition(CudaSubject subject, HashGridLayout layout) {
        float[] x = points(300);
        float[] table = uniform((int) layout.parameters(), 1);
        float[] weight = uniform(x.length / 3 * layout.width(), 2);
        try (NDManager manager = subject.manager().newSubManager()) {
            int n = x.length / 3;
            NDArray xs = manager.create(x, new Shape(n, 3));
            NDArray tables = manager.create(table, new Shape(layout.rows(), layout.features()));
            NDArray weights = manager.create(weight, new Shape(n, layout.width()));
            var encode = (CudaHashGrid) subject.kernels().hashGrid(layout);
            NDArray[] y = encode.forward(xs, tables);
            NDArray dx = manager.ones(xs.getShape());
            NDArray dtable = manager.ones(tables.getShape());
            encode.adjoint(new NDArray[] {xs, tables}, y, new @Nullable NDArray[] {weights}, new @Nullable NDArray[] {
                dx, dtable
            });
            assertClose(features(layout, x, table), y[0].toFloatArray(), 4e-4);
            assertClose(tableGradient(layout, x, weight), minusOne(dtable), 2e-3);
            assertPointGradient(layout, x, table, weight, minusOne(dx));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noPointsGiveNoFeatures(CudaSubject subject, HashGridLayout layout) {
        try (NDManager manager = subject.manager().newSubManager()) {
            var encode = (CudaHashGrid) subject.kernels().hashGrid(layout);
            NDArray x = manager.zeros(new Shape(0, 3));
            NDArray table = manager.zeros(new Shape(layout.rows(), layout.features()));
            NDArray[] y = encode.forward(x, table);
            assertEquals(new Shape(0, layout.width()), y[0].getShape());
            encode.adjoint(
                    new NDArray[] {x, table}, y, new @Nullable NDArray[] {y[0]}, new @Nullable NDArray[] {x, table});
            assertEquals(0f, table.abs().sum().getFloat());
        }
    }

    /** Random points inside, on the faces and outside of the cube. */
    private static float[] points(int n) {
        float[] x = uniform(3 * n, 3);
        for (int i = 0; i < x.length; i++) {
            x[i] = i < x.length / 2
                    ? 0.5f + 0.5f * x[i]
                    : i < x.length * 3 / 4 ? 0.5f + 1.5f * x[i] : Math.round(0.5f + x[i] / 2);
        }
        return x;
    }

    private static float[] uniform(int n, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    private interface Visitor {
        void visit(int point, int level, long row, double weight);
    }

    private static void eachCorner(HashGridLayout layout, double[] x, Visitor visitor) {
        List<HashGridLayout.Level> levels = layout.all();
        for (int point = 0; point < x.length / 3; point++) {
            for (int l = 0; l < levels.size(); l++) {
                HashGridLayout.Level level = levels.get(l);
                for (int corner = 0; corner < 8; corner++) {
                    double weight = 1;
                    long[] vertex = new long[3];
                    for (int k = 0; k < 3; k++) {
                        double p = x[3 * point + k] * level.scale() + 0.5;
                        double part = p - Math.floor(p);
                        int bit = corner >> k & 1;
                        vertex[k] = (long) Math.floor(p) + bit;
                        weight *= bit == 1 ? part : 1 - part;
                    }
                    visitor.visit(point, l, level.offset() + row(level, vertex), weight);
                }
            }
        }
    }

    private static long row(HashGridLayout.Level level, long[] v) {
        long r = level.resolution();
        long plain = v[0] + v[1] * r + v[2] * r * r & 0xffffffffL;
        return level.dense() ? plain % level.rows() : hash(v[0], v[1], v[2], level.rows());
    }

    private static long hash(long i, long j, long k, long rows) {
        return ((i ^ j * 2654435761L ^ k * 805459861L) & 0xffffffffL) % rows;
    }

    private static double[] features(HashGridLayout layout, float[] x, float[] table) {
        return features(layout, widened(x), table);
    }

    private static double[] features(HashGridLayout layout, double[] x, float[] table) {
        int width = layout.width();
        int count = layout.features();
        double[] y = new double[x.length / 3 * width];
        eachCorner(layout, x, (point, level, row, weight) -> {
            for (int f = 0; f < count; f++) {
                y[point * width + level * count + f] += weight * table[(int) row * count + f];
            }
        });
        return y;
    }

    private static double[] tableGradient(HashGridLayout layout, float[] x, float[] dy) {
        int width = layout.width();
        int count = layout.features();
        double[] gradient = new double[(int) layout.parameters()];
        eachCorner(layout, widened(x), (point, level, row, weight) -> {
            for (int f = 0; f < count; f++) {
                gradient[(int) row * count + f] += weight * dy[point * width + level * count + f];
            }
        });
        return gradient;
    }

    /** Central differences of the reference, exact inside a cell because the weights are linear along each axis. */
    private static void assertPointGradient(
            HashGridLayout layout, float[] x, float[] table, float[] dy, float[] actual) {
        int width = layout.width();
        double finest = layout.all().getLast().scale();
        double h = 1e-3 / finest;
        int compared = 0;
        for (int i = 0; i < x.length; i++) {
            if (nearFace(layout, x[i])) {
                continue;
            }
            int point = i / 3;
            double[] one = {x[3 * point], x[3 * point + 1], x[3 * point + 2]};
            one[i % 3] = x[i] + h;
            double[] above = features(layout, one, table);
            one[i % 3] = x[i] - h;
            double[] below = features(layout, one, table);
            double slope = 0;
            for (int k = 0; k < width; k++) {
                slope += dy[point * width + k] * (above[k] - below[k]) / (2 * h);
            }
            assertEquals(slope, actual[i], 1e-3 * finest, "coordinate " + i);
            compared++;
        }
        assertEquals(true, compared > x.length / 4, "coordinates compared: " + compared);
    }

    private static boolean nearFace(HashGridLayout layout, float x) {
        return layout.all().stream().anyMatch(level -> {
            double p = (double) x * level.scale() + 0.5;
            return Math.abs(p - Math.rint(p)) < 2e-3;
        });
    }

    private static double[] widened(float[] x) {
        double[] wide = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            wide[i] = x[i];
        }
        return wide;
    }

    private static float[] minusOne(NDArray array) {
        return array.sub(1).toFloatArray();
    }

    private static void assertClose(double[] expected, float[] actual, double tolerance) {
        assertArrayEquals(expected, widened(actual), tolerance);
    }
}
