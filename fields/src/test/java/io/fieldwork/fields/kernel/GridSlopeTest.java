package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of networks of hash-grid features and their gradients, against the definition and its differences in double precision. */
final class GridSlopeTest {
    private static final List<HashGridLayout> LAYOUTS = List.of(
            new HashGridLayout(8, 2, 12, 8, 200),
            new HashGridLayout(3, 4, 9, 4, 40),
            new HashGridLayout(2, 1, 19, 5, 9));
    private static final int[][] HIDDEN = {{64, 64}, {33}, {}};

    static List<Arguments> cases() {
        return IntStream.range(0, 3)
                .mapToObj(i -> Arguments.of(LAYOUTS.get(i), widths(LAYOUTS.get(i), HIDDEN[i])))
                .toList();
    }

    private static int[] widths(HashGridLayout layout, int... hidden) {
        return IntStream.concat(IntStream.of(layout.width()), IntStream.concat(IntStream.of(hidden), IntStream.of(1)))
                .toArray();
    }

    @AfterEach
    void allThreads() {
        Parallel.limit(Integer.MAX_VALUE);
    }

    /** A problem in both precisions: points, table, weights. */
    private record Problem(HashGridLayout layout, int[] widths, float[][] inputs) {
        static Problem of(HashGridLayout layout, int[] widths, int points) {
            float[][] inputs = new float[1 + widths.length][];
            inputs[0] = uniform("x", 3 * points, 0, 1);
            inputs[1] = uniform("table", (int) layout.parameters(), -1, 1);
            for (int k = 1; k < widths.length; k++) {
                inputs[k + 1] = uniform("weights" + k, widths[k] * widths[k - 1], -0.3, 0.3);
            }
            return new Problem(layout, widths, inputs);
        }

        private static float[] uniform(String name, int count, double low, double high) {
            Draws draws = Draws.of(5, name, 0);
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (low + (high - low) * draws.uniform(i));
            }
            return values;
        }

        float[][] found(NDManager manager, Kernels kernels) {
            NDArray[] arrays = new NDArray[inputs.length];
            arrays[0] = manager.create(inputs[0], new Shape(inputs[0].length / 3, 3));
            arrays[1] = manager.create(inputs[1], new Shape(layout.rows(), layout.features()));
            for (int k = 1; k < widths.length; k++) {
                arrays[k + 1] = manager.create(inputs[k + 1], new Shape(widths[k], widths[k - 1]));
            }
            try (Tape off = Tape.forwardOnly()) {
                NDArray[] found = kernels.slope(layout, widths).apply(off, arrays);
                return new float[][] {found[0].toFloatArray(), found[1].toFloatArray()};
            }
        }

        /** The value of a place by the definition. */
        double value(double... x) {
            double[] h = new double[layout.width()];
            for (int l = 0; l < layout.levels(); l++) {
                HashGridLayout.Level level = layout.all().get(l);
                for (int corner = 0; corner < 8; corner++) {
                    double weight = 1;
                    long[] v = new long[3];
                    for (int k = 0; k < 3; k++) {
                        double at = x[k] * level.scale() + 0.5;
                        int bit = corner >> k & 1;
                        v[k] = (long) Math.floor(at) + bit;
                        weight *= bit == 1 ? at - Math.floor(at) : 1 - at + Math.floor(at);
                    }
                    long side = level.resolution();
                    long row = level.dense()
                            ? v[0] + side * (v[1] + side * v[2])
                            : (v[0] ^ v[1] * 2654435761L ^ v[2] * 805459861L) & 0xffffffffL;
                    for (int f = 0; f < layout.features(); f++) {
                        int from = (int) (level.offset() + row % level.rows()) * layout.features() + f;
                        h[l * layout.features() + f] += weight * inputs[1][from];
                    }
                }
            }
            for (int k = 1; k < widths.length; k++) {
                double[] next = new double[widths[k]];
                for (int i = 0; i < next.length * h.length; i++) {
                    next[i / h.length] += inputs[k + 1][i] * h[i % h.length];
                }
                for (int i = 0; i < next.length && k < widths.length - 1; i++) {
                    next[i] = Math.max(next[i], 0);
                }
                h = next;
            }
            return h[0];
        }

        double slope(int point, int axis) {
            double[] x = {inputs[0][3 * point], inputs[0][3 * point + 1], inputs[0][3 * point + 2]};
            double step = 1e-7;
            x[axis] += step;
            double after = value(x);
            x[axis] -= 2 * step;
            return (after - value(x)) / (2 * step);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreThoseOfTheDefinition(HashGridLayout layout, int[] widths) {
        Problem problem = Problem.of(layout, widths, 333);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            for (String kind : List.of("plain", "host")) {
                float[][] found = problem.found(manager, Kernels.of(manager, kind));
                int agree = 0;
                for (int p = 0; p < 333; p++) {
                    float[] x = problem.inputs[0];
                    assertEquals(problem.value(x[3 * p], x[3 * p + 1], x[3 * p + 2]), found[0][p], 2e-4);
                    for (int k = 0; k < 3; k++) {
                        double expected = problem.slope(p, k);
                        agree += Math.abs(expected - found[1][3 * p + k]) < 1e-3 * (1 + Math.abs(expected)) ? 1 : 0;
                    }
                }
                // not where a unit or a face of the grid is within rounding
                assertTrue(agree >= 990, agree + " of 999 by " + kind + " kernels");
            }
        }
    }

    /** Those of a device are compiled for the processor. */
    @ParameterizedTest
    @MethodSource("cases")
    void formsAgree(HashGridLayout layout, int[] widths) {
        CudaSubject.all().forEach(subject -> {
            Problem problem = Problem.of(layout, widths, 200);
            try (NDManager manager = subject.manager().newSubManager();
                    NDManager own = NDManager.newBaseManager("PyTorch")) {
                float[][] expected = problem.found(own, Kernels.of(own, "host"));
                float[][] found = problem.found(manager, subject.kernels());
                assertArrayEquals(expected[0], found[0], 1e-4f);
                assertArrayEquals(expected[1], found[1], 2e-2f);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void neitherThreadsNorNeighboursMatter(HashGridLayout layout, int[] widths) {
        Problem many = Problem.of(layout, widths, 5000);
        Problem few = Problem.of(layout, widths, 77);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Kernels host = Kernels.of(manager, "host");
            float[][] all = many.found(manager, host);
            Parallel.limit(1);
            assertArrayEquals(all, many.found(manager, host));
            float[][] some = few.found(manager, host);
            for (int i = 0; i < 77; i++) {
                assertEquals(all[0][i], some[0][i], "point " + i);
                assertEquals(all[1][3 * i], some[1][3 * i], "point " + i);
            }
            assertEquals(0, Problem.of(layout, widths, 0).found(manager, host)[1].length);
        }
    }

    @Test
    void widthsLeadFromFeaturesToOneValue() {
        HashGridLayout layout = LAYOUTS.getFirst();
        assertThrows(IllegalArgumentException.class, () -> new HostGridSlope(layout, 16, 64, 2));
        assertThrows(IllegalArgumentException.class, () -> new HostGridSlope(layout, 12, 64, 1));
    }
}
