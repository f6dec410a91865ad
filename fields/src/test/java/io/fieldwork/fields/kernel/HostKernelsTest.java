package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host kernels against the plain ones, on random shapes that include the edges. */
class HostKernelsTest {
    private static NDManager manager;
    private static Kernels host;
    private static Kernels plain;

    @BeforeAll
    static void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        host = Kernels.of(manager, "host");
        plain = Kernels.of(manager, "plain");
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    private static NDArray uniform(String stream, long seed, double low, double high, long... shape) {
        Draws draws = Draws.of(seed, stream, 0);
        int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (low + (high - low) * draws.uniform(i));
        }
        return manager.create(values, new Shape(shape));
    }

    /** Outputs and gradients for a random weighting of the outputs; one array after another. */
    private static double[][] run(Operation operation, DataType type, int differentiable, NDArray... values) {
        try (Tape tape = Tape.open()) {
            NDArray[] inputs = new NDArray[values.length];
            for (int i = 0; i < inputs.length; i++) {
                NDArray value = values[i];
                inputs[i] = value.getDataType().isFloating() ? value.duplicate().toType(type, false) : value;
                if (i < differentiable) {
                    inputs[i].setRequiresGradient(true);
                }
            }
            NDArray[] outputs = operation.apply(tape, inputs);
            NDArray total = manager.create(0f).toType(type, false);
            double[][] results = new double[outputs.length + differentiable][];
            for (int k = 0; k < outputs.length; k++) {
                long[] shape = outputs[k].getShape().getShape();
                NDArray weight = uniform("weight" + k, 7, -1, 1, shape).toType(type, false);
                total = total.add(outputs[k].mul(weight).sum());
                results[k] = doubles(outputs[k]);
            }
            if (differentiable > 0) {
                tape.backward(total);
            }
            for (int i = 0; i < differentiable; i++) {
                results[outputs.length + i] = doubles(Tape.gradient(inputs[i]));
            }
            return results;
        }
    }

    private static double[] doubles(NDArray array) {
        return array.toType(DataType.FLOAT64, true).toDoubleArray();
    }

    private static void agree(Operation fast, Operation slow, double tolerance, int differentiable, NDArray... inputs) {
        double[][] expected = run(slow, DataType.FLOAT64, differentiable, inputs);
        double[][] actual = run(fast, DataType.FLOAT32, differentiable, inputs);
        for (int k = 0; k < expected.length; k++) {
            double size = 1e-3 + Arrays.stream(expected[k]).map(Math::abs).max().orElse(0);
            assertArrayEquals(expected[k], actual[k], tolerance * size, "array " + k);
        }
    }

    @Test
    void rowsOfTheHashMatchThePublishedValues() {
        int[][] vertices = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 2, 3}, {100, 200, 300}, {2047, 2047, 2047}};
        int[] big = {1, 489905, 153493, 128476, 110768, 285147};
        int[] small = {1, 14769, 6037, 13788, 12464, 6619};
        for (int i = 0; i < vertices.length; i++) {
            assertEquals(big[i], row(vertices[i], 19));
            assertEquals(small[i], row(vertices[i], 14));
        }
    }

    /** The row of a vertex: corner 0 of a point in the cell that begins there. */
    private static int row(int[] vertex, int log2Table) {
        HashGridCorners corners = new HashGridCorners();
        for (int k = 0; k < 3; k++) {
            corners.coordinate[k][0] = vertex[k];
        }
        corners.locate(new HashGridLayout.Level(1, 1 << 20, 1 << log2Table, 0, false));
        return corners.row[0];
    }

    @Test
    void layoutHasThePublishedParameterCounts() {
        assertEquals(12_196_240, new HashGridLayout(16, 2, 19, 16, 2048).parameters());
        assertEquals(13_074_912, new HashGridLayout(16, 2, 19, 16, 4 * 2048).parameters());
        assertEquals(13_623_184, new HashGridLayout(16, 2, 19, 16, 16 * 2048).parameters());
        assertEquals(11_681_792, new HashGridLayout(8, 4, 19, 16, 2048).parameters());
        assertEquals(12_599_920, new HashGridLayout(16, 2, 19, 16, 4096).parameters());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 127, 128, 129, 5000})
    void hashGridAgrees(int n) {
        for (int features : new int[] {1, 2, 4}) {
            HashGridLayout layout = new HashGridLayout(5, features, 10, 4, 90);
            NDArray x = uniform("x", n, -0.3, 1.3, n, 3);
            NDArray table = uniform("table", n, -1, 1, layout.rows(), features);
            agree(host.hashGrid(layout), plain.hashGrid(layout), 1e-4, 2, x, table);
        }
    }

    @Test
    void hashGridAgreesOnFacesAndCorners() {
        HashGridLayout layout = new HashGridLayout(4, 2, 12, 4, 60);
        float[] corners = {0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 1, 0.5f, 1, 0, 1, 0.25f, 0.75f};
        NDArray x = manager.create(corners, new Shape(6, 3));
        NDArray table = uniform("table", 3, -1, 1, layout.rows(), 2);
        double[][] expected = run(plain.hashGrid(layout), DataType.FLOAT32, 2, x, table);
        double[][] actual = run(host.hashGrid(layout), DataType.FLOAT32, 2, x, table);
        for (int k = 0; k < expected.length; k++) {
            assertArrayEquals(expected[k], actual[k], 1e-4, "array " + k);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 64, 65, 300})
    void compositeAgrees(int rays) {
        Draws draws = Draws.of(rays, "counts", 0);
        int[] offsets = new int[rays + 1];
        for (int r = 0; r < rays; r++) {
            offsets[r + 1] = offsets[r] + (int) Math.max(0, draws.below(r, 20) - 5);
        }
        int s = offsets[rays];
        agree(
                Compositing.of(host),
                Compositing.of(plain),
                2e-5,
                2,
                uniform("sigma", rays, 0, 60, s),
                uniform("color", rays, 0, 1, s, 3),
                uniform("delta", rays, 0.001, 0.05, s),
                uniform("t", rays, 2, 6, s),
                manager.create(offsets));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 300})
    void weightsAndSumsAgreeEachForItself(int rays) {
        int[] offsets = new int[rays + 1];
        for (int r = 0; r < rays; r++) {
            offsets[r + 1] = offsets[r] + r * 7 % 30;
        }
        int s = offsets[rays];
        NDArray starts = manager.create(offsets);
        NDArray delta = uniform("delta", rays, 0.001, 0.05, s);
        agree(host.weights(), plain.weights(), 2e-5, 1, uniform("sigma", rays, 0, 60, s), delta, starts);
        for (int width : new int[] {1, 3, 17}) {
            NDArray weights = uniform("weights", rays, 0, 0.1, s);
            NDArray values = uniform("values", rays, -1, 1, s, width);
            agree(host.accumulate(), plain.accumulate(), 2e-5, 2, weights, values, starts);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void compositeIsWeightsAndSumsToTheLastBit(int width) {
        int rays = 300;
        int[] offsets = new int[rays + 1];
        for (int r = 0; r < rays; r++) {
            offsets[r + 1] = offsets[r] + r * 7 % 30;
        }
        int s = offsets[rays];
        NDArray[] inputs = {
            uniform("sigma", width, 0, 60, s),
            uniform("values", width, -1, 1, s, width),
            uniform("delta", width, 0.001, 0.05, s),
            manager.create(offsets)
        };
        Operation weights = host.weights();
        Operation accumulate = host.accumulate();
        Operation parts = (tape, in) -> {
            NDArray[] seen = weights.apply(tape, in[0], in[2], in[3]);
            return new NDArray[] {seen[0], seen[1], accumulate.apply(tape, seen[0], in[1], in[3])[0]};
        };
        double[][] expected = run(parts, DataType.FLOAT32, 2, inputs);
        double[][] actual = run(host.composite(), DataType.FLOAT32, 2, inputs);
        for (int k = 0; k < expected.length; k++) {
            assertArrayEquals(expected[k], actual[k], "array " + k);
        }
    }

    /** Opacities may come from elsewhere than a density: w_i = alpha_i times the product of 1 - alpha_j before. */
    @Test
    void knownOpacitiesGiveTheWeightsOfTheirProduct() {
        double[] alpha = {0, 0.3, 0.999, 0.5, 1 - 1e-6, 0.2};
        int[] offsets = {0, 4, 6};
        double[] slope = {0.3, -1, 0.5, 2, -0.7, 1};
        for (Kernels kernels : new Kernels[] {host, plain}) {
            DataType type = kernels == host ? DataType.FLOAT32 : DataType.FLOAT64;
            try (Tape tape = Tape.open()) {
                NDArray known = manager.create(alpha, new Shape(6)).toType(type, true);
                known.setRequiresGradient(true);
                NDArray thickness = known.mul(-1).add(1).log().mul(-1);
                NDArray length = manager.ones(new Shape(6), type);
                NDArray w = kernels.weights().apply(tape, thickness, length, manager.create(offsets))[0];
                tape.backward(w.mul(manager.create(slope).toType(type, false)).sum());
                double[] exact = doubles(known);
                assertArrayEquals(
                        weights(exact, offsets),
                        doubles(w),
                        1e-6,
                        kernels.getClass().getSimpleName());
                double[] gradient = doubles(Tape.gradient(known));
                for (int i = 0; i < 6; i++) {
                    double difference = (dot(slope, weights(moved(exact, i, 1e-7), offsets))
                                    - dot(slope, weights(moved(exact, i, -1e-7), offsets)))
                            / 2e-7;
                    assertEquals(
                            difference, gradient[i], 1e-3, kernels.getClass().getSimpleName() + " sample " + i);
                }
            }
        }
    }

    private static double[] moved(double[] values, int i, double by) {
        double[] moved = values.clone();
        moved[i] += by;
        return moved;
    }

    private static double[] weights(double[] alpha, int[] offsets) {
        double[] weights = new double[alpha.length];
        for (int r = 0; r + 1 < offsets.length; r++) {
            double transmittance = 1;
            for (int i = offsets[r]; i < offsets[r + 1]; i++) {
                weights[i] = transmittance * alpha[i];
                transmittance *= 1 - alpha[i];
            }
        }
        return weights;
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /** Behind an opaque surface gradients are tiny, and must be right beside what little light is left there. */
    @Test
    void compositeKeepsTheGradientsOfWhatIsHidden() {
        int samples = 40;
        NDArray sigma = uniform("sigma", 3, 0, 60, samples);
        NDArray delta = uniform("delta", 3, 0.001, 0.05, samples);
        NDArray[] inputs = {
            sigma,
            uniform("color", 3, 0, 1, samples, 3),
            delta,
            uniform("t", 3, 2, 6, samples),
            manager.create(new int[] {0, samples})
        };
        double[] expected = run(Compositing.of(plain), DataType.FLOAT64, 2, inputs)[3];
        double[] actual = run(Compositing.of(host), DataType.FLOAT32, 2, inputs)[3];
        double[] lengths = doubles(delta);
        double[] densities = doubles(sigma);
        double light = 1;
        for (int i = 0; i < samples; i++) {
            light *= Math.exp(-densities[i] * lengths[i]);
            assertEquals(expected[i], actual[i], 1e-4 * light * lengths[i], "sample " + i);
        }
        assertTrue(light < 1e-9);
    }

    /** Interpreted code and compiled code must round alike, or a resumed run would leave its trajectory. */
    @Test
    void compositeDoesNotDependOnHowItWasCompiled() {
        NDArray[] inputs = {
            uniform("sigma", 1, 0, 300, 64),
            uniform("color", 1, 0, 1, 64, 3),
            uniform("delta", 1, 0.001, 0.3, 64),
            uniform("t", 1, 2, 6, 64),
            manager.create(new int[] {0, 20, 20, 64})
        };
        Operation composite = Compositing.of(host);
        double[][] early = run(composite, DataType.FLOAT32, 0, inputs);
        for (int k = 0; k < 20_000; k++) {
            try (NDScope scope = new NDScope();
                    Tape off = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                composite.apply(off, inputs);
            }
        }
        double[][] late = run(composite, DataType.FLOAT32, 0, inputs);
        for (int k = 0; k < early.length; k++) {
            assertArrayEquals(early[k], late[k]);
        }
    }

    @Test
    void compositeGivesTheWorkedExample() {
        NDArray[] inputs = {
            manager.create(new float[] {1, 2, 4}),
            manager.create(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new Shape(3, 3)),
            manager.create(new float[] {.1f, .2f, .05f}),
            manager.create(new float[] {1, 1, 1}),
            manager.create(new int[] {0, 3})
        };
        double[] weights = {0.0951626, 0.2983068, 0.1099454};
        double opacity = 1 - 0.4965853;
        for (Kernels kernels : new Kernels[] {host, plain}) {
            double[][] results = run(
                    Compositing.of(kernels),
                    DataType.FLOAT32,
                    0,
                    inputs[0],
                    inputs[1],
                    inputs[2],
                    inputs[3],
                    inputs[4]);
            assertArrayEquals(weights, results[0], 1e-6, kernels.getClass().getSimpleName());
            assertEquals(opacity, results[1][0], 1e-6);
            assertEquals(opacity, results[2][0], 1e-6);
        }
    }

    @Test
    void truncatedExpAgrees() {
        NDArray raw = uniform("raw", 1, -25, 25, 1000);
        double[][] expected = run(plain.truncatedExp(), DataType.FLOAT64, 1, raw);
        double[][] actual = run(host.truncatedExp(), DataType.FLOAT32, 1, raw);
        for (int i = 0; i < 1000; i++) {
            assertEquals(expected[0][i], actual[0][i], 3e-6 * Math.abs(expected[0][i]));
            assertEquals(expected[1][i], actual[1][i], 3e-6 * Math.abs(expected[1][i]));
        }
    }

    @Test
    void frequenciesGiveThePublishedValues() {
        NDArray x = manager.create(new double[] {.3}, new Shape(1, 1));
        double[] expected = {.3, .2955202, .9553365, .5646425, .8253356};
        for (Kernels kernels : new Kernels[] {host, plain}) {
            double[] actual = run(kernels.frequencies(2), DataType.FLOAT32, 1, x)[0];
            assertArrayEquals(expected, actual, 1e-7, kernels.getClass().getSimpleName());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 64, 65, 1024, 3000})
    void frequenciesAgree(int n) {
        for (int d : new int[] {1, 2, 3}) {
            agree(host.frequencies(10), plain.frequencies(10), 1e-6, 1, uniform("x", n, -2, 2, n, d));
            agree(host.frequencies(1), plain.frequencies(1), 1e-6, 1, uniform("x", n, -2, 2, n, d));
        }
    }

    @Test
    void harmonicsGiveThePublishedValues() {
        double root = Math.sqrt(14);
        NDArray d = manager.create(new double[] {1 / root, 2 / root, 3 / root}, new Shape(1, 3));
        double[] expected = {
            .2820948, -.2611690, .3917535, -.1305846, .1560783, -.4682350, .2928636, -.2341175, -.1170588
        };
        for (Kernels kernels : new Kernels[] {host, plain}) {
            double[] actual = run(kernels.harmonics(3), DataType.FLOAT32, 0, d)[0];
            assertArrayEquals(expected, actual, 1e-6, kernels.getClass().getSimpleName());
        }
        NDArray many = uniform("d", 5, -1, 1, 300, 3);
        many = many.div(many.norm(new int[] {1}, true));
        assertArrayEquals(
                run(plain.harmonics(4), DataType.FLOAT64, 0, many)[0],
                run(host.harmonics(4), DataType.FLOAT32, 0, many)[0],
                1e-6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void adamAgreesOverManySteps(boolean sparse) {
        int n = 1003;
        NDArray[][] state = new NDArray[2][];
        for (int k = 0; k < 2; k++) {
            state[k] = new NDArray[] {
                uniform("value", 1, -1, 1, n),
                manager.zeros(new Shape(n)),
                manager.zeros(new Shape(n)),
                manager.zeros(new Shape(n)),
                manager.zeros(new Shape(n), DataType.INT32)
            };
        }
        for (int step = 1; step <= 30; step++) {
            AdamStep numbers = new AdamStep(0.01, 0.9, 0.99, 1e-15, 1e-3, step);
            for (int k = 0; k < 2; k++) {
                NDArray gradient = uniform("gradient", step, -2, 1, n);
                gradient.maximum(0).copyTo(state[k][1]);
                NDArray[] s = state[k];
                Kernels kernels = k == 0 ? plain : host;
                if (sparse) {
                    kernels.sparseAdam(s[0], s[1], s[2], s[3], s[4], numbers);
                } else {
                    kernels.adam(s[0], s[1], s[2], s[3], numbers);
                }
                assertEquals(0, s[1].abs().sum().getFloat());
            }
        }
        assertArrayEquals(doubles(state[0][0]), doubles(state[1][0]), 2e-5);
        assertArrayEquals(doubles(state[0][2]), doubles(state[1][2]), 1e-6);
        assertArrayEquals(doubles(state[0][3]), doubles(state[1][3]), 1e-6);
        if (sparse) {
            assertArrayEquals(state[0][4].toIntArray(), state[1][4].toIntArray());
            assertTrue(IntStream.of(state[1][4].toIntArray()).anyMatch(c -> c < 20));
        }
    }
}
