package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostNetworkTest {
    private static final int[][] WIDTHS = {
        {1, 1}, {3, 5, 2}, {20, 64, 16}, {32, 64, 64, 3}, {31, 48, 33, 7}, {16, 128, 20}, {5, 1, 9}, {17, 3}
    };
    private static final int[] ROWS = {0, 1, 2, 63, 64, 65, 257, 2500};

    /** Multiples of this make hidden values that are exact in both precisions, so that no ReLU decides differently. */
    private static final double EXACT = 1.0 / 8;

    private static NDManager manager;

    @BeforeAll
    static void open() {
        manager = NDManager.newBaseManager("PyTorch");
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    @AfterEach
    void allThreads() {
        Parallel.limit(Integer.MAX_VALUE);
    }

    static Stream<Arguments> cases() {
        return Arrays.stream(WIDTHS)
                .flatMap(widths -> Arrays.stream(ROWS).mapToObj(rows -> Arguments.of(widths, rows)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAndGradientsEqualTheDefinition(int[] widths, int rows) {
        var problem = new Problem(widths, rows, 7, EXACT);
        var network = new HostNetwork(widths);
        try (NDManager step = manager.newSubManager()) {
            NDArray[] inputs = problem.arrays(step, problem.inputs);
            NDArray[] outputs = network.forward(inputs);
            assertEquals(new Shape(rows, widths[widths.length - 1]), outputs[0].getShape());
            assertClose(problem.values(problem.inputs), outputs[0]);

            NDArray[] gradients = problem.arrays(step, problem.start);
            network.adjoint(inputs, outputs, problem.weightArray(step), gradients);
            double[][] expected = problem.gradients();
            for (int k = 0; k < gradients.length; k++) {
                for (int i = 0; i < expected[k].length; i++) {
                    expected[k][i] += problem.start[k][i];
                }
                assertClose(expected[k], gradients[k]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsThatAreNotWantedAreLeftOut(int[] widths, int rows) {
        var problem = new Problem(widths, rows, 8, EXACT);
        var network = new HostNetwork(widths);
        try (NDManager step = manager.newSubManager()) {
            NDArray[] inputs = problem.arrays(step, problem.inputs);
            NDArray[] outputs = network.forward(inputs);
            double[][] expected = problem.gradients();
            for (int wanted = 0; wanted < inputs.length; wanted++) {
                NDArray[] gradients = new NDArray[inputs.length];
                gradients[wanted] = step.zeros(inputs[wanted].getShape());
                network.adjoint(inputs, outputs, problem.weightArray(step), gradients);
                assertClose(expected[wanted], gradients[wanted]);
            }
            NDArray[] untouched = problem.arrays(step, problem.start);
            network.adjoint(inputs, outputs, new NDArray[outputs.length], untouched);
            for (int k = 0; k < untouched.length; k++) {
                assertClose(problem.start[k], untouched[k]);
            }
        }
    }

    /** The reference itself: its gradients are those of its values. */
    @Test
    void referenceGradientsAreThoseOfFiniteDifferences() {
        for (int[] widths : WIDTHS) {
            var problem = new Problem(widths, 3, 9, 0x1p-20);
            double[][] gradients = problem.gradients();
            for (int k = 0; k < gradients.length; k++) {
                for (int i = 0; i < gradients[k].length; i++) {
                    double h = 1e-6;
                    double up = problem.objectiveWith(k, i, h);
                    double down = problem.objectiveWith(k, i, -h);
                    double expected = (up - down) / (2 * h);
                    assertEquals(expected, gradients[k][i], 1e-5 * (1 + Math.abs(expected)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultsDoNotDependOnTheThreads(int[] widths, int rows) {
        var problem = new Problem(widths, 20 * rows, 10, 0x1p-20);
        var network = new HostNetwork(widths);
        try (NDManager step = manager.newSubManager()) {
            float[][] once = run(network, problem, step, 1);
            for (int repeat = 0; repeat < 3; repeat++) {
                float[][] again = run(network, problem, step, Integer.MAX_VALUE);
                for (int k = 0; k < once.length; k++) {
                    assertArrayEquals(once[k], again[k]);
                }
            }
        }
    }

    private static float[][] run(HostNetwork network, Problem problem, NDManager step, int threads) {
        Parallel.limit(threads);
        NDArray[] inputs = problem.arrays(step, problem.inputs);
        NDArray[] outputs = network.forward(inputs);
        NDArray[] gradients = problem.arrays(step, problem.start);
        network.adjoint(inputs, outputs, problem.weightArray(step), gradients);
        return Stream.concat(Stream.of(outputs[0]), Stream.of(gradients))
                .map(NDArray::toFloatArray)
                .toArray(float[][]::new);
    }

    /** Between engine operators, with a branch around the network: L = sum c tanh(network(x^2)) + sum x^2. */
    @ParameterizedTest
    @MethodSource("cases")
    void theTapeJoinsItWithTheEngine(int[] widths, int rows) {
        var problem = new Problem(widths, rows, 11, EXACT);
        try (NDManager step = manager.newSubManager();
                Script script = Script.compile(step, script(widths.length - 1))) {
            NDArray[] fused = leaves(step, problem);
            try (Tape tape = Tape.open()) {
                NDArray[] operands = fused.clone();
                operands[0] = script.call("square", fused[0])[0];
                NDArray y = new HostNetwork(widths).apply(tape, operands)[0];
                tape.backward(script.call("objective", y, problem.weightArray(step)[0], operands[0])[0]);
            }
            NDArray[] plain = leaves(step, problem);
            try (Tape tape = Tape.open()) {
                NDArray[] operands = plain.clone();
                operands[0] = script.call("square", plain[0])[0];
                NDArray y = script.call("network", operands)[0];
                tape.backward(script.call("objective", y, problem.weightArray(step)[0], operands[0])[0]);
            }
            for (int k = 0; k < fused.length; k++) {
                float[] expected = Tape.gradient(plain[k]).toFloatArray();
                assertClose(doubles(expected), Tape.gradient(fused[k]));
            }
        }
    }

    private static NDArray[] leaves(NDManager step, Problem problem) {
        NDArray[] arrays = problem.arrays(step, problem.inputs);
        for (NDArray array : arrays) {
            array.setRequiresGradient(true);
        }
        return arrays;
    }

    private static String script(int layers) {
        var parameters = new StringBuilder("def network(self, h: Tensor");
        var body = new StringBuilder();
        for (int k = 1; k <= layers; k++) {
            parameters.append(", w").append(k).append(": Tensor");
            String product = "torch.linear(h, w" + k + ")";
            body.append("  h = ")
                    .append(k < layers ? "torch.relu(" + product + ")" : product)
                    .append('\n');
        }
        return parameters + ") -> Tensor:\n" + body + """
                  return h

                def square(self, x: Tensor) -> Tensor:
                  return torch.mul(x, x)

                def objective(self, y: Tensor, c: Tensor, z: Tensor) -> Tensor:
                  return torch.add(torch.sum(torch.mul(c, torch.tanh(y))), torch.sum(z))
                """;
    }

    @Test
    void undefinedValuesSpreadAsInTheEngine() {
        int[] widths = {3, 20, 2};
        var problem = new Problem(widths, 70, 12, EXACT);
        problem.inputs[0][10] = Double.NaN;
        try (NDManager step = manager.newSubManager()) {
            float[] y = new HostNetwork(widths).forward(problem.arrays(step, problem.inputs))[0].toFloatArray();
            for (int i = 0; i < y.length; i++) {
                assertEquals(i / 2 == 3, Float.isNaN(y[i]), "value " + i);
            }
        }
    }

    @Test
    void wrongOperandsAreRefused() {
        var network = new HostNetwork(3, 5, 2);
        try (NDManager step = manager.newSubManager()) {
            NDArray x = step.zeros(new Shape(7, 3));
            NDArray first = step.zeros(new Shape(5, 3));
            NDArray second = step.zeros(new Shape(2, 5));
            NDArray turned = step.zeros(new Shape(3, 5));
            NDArray strided = step.zeros(new Shape(5, 2)).transpose();
            assertThrows(IllegalArgumentException.class, () -> network.forward(x, first));
            assertThrows(IllegalArgumentException.class, () -> network.forward(x, turned, second));
            assertThrows(IllegalArgumentException.class, () -> network.forward(first.flatten(), first, second));
            assertThrows(IllegalArgumentException.class, () -> network.forward(x, first, strided));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> network.forward(x.toType(DataType.FLOAT64, true), first, second));
        }
        assertThrows(IllegalArgumentException.class, () -> new HostNetwork(3));
        assertThrows(IllegalArgumentException.class, () -> new HostNetwork(3, 0, 2));
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        Arrays.setAll(result, i -> values[i]);
        return result;
    }

    /** Single precision against double: the error of a sum is small against the largest value of the array. */
    private static void assertClose(double[] expected, NDArray array) {
        float[] actual = array.toFloatArray();
        assertEquals(expected.length, actual.length);
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < actual.length; i++) {
            double error = Math.abs(expected[i] - actual[i]);
            assertTrue(error <= 1e-6 + 2e-5 * scale, "[" + i + "] expected " + expected[i] + ", got " + actual[i]);
        }
    }

    /** The network in double precision, straight from its definition; its objective is an inner product. */
    private static final class Problem {
        final int[] widths;
        final int rows;
        final double[][] inputs;
        final double[][] start;
        final double[] weight;

        Problem(int[] widths, int rows, long seed, double grain) {
            this.widths = widths;
            this.rows = rows;
            this.inputs = new double[widths.length][];
            this.start = new double[widths.length][];
            var random = new Random(seed);
            inputs[0] = draw(random, rows * widths[0], 1, grain);
            for (int k = 1; k < widths.length; k++) {
                inputs[k] = draw(random, widths[k] * widths[k - 1], Math.sqrt(2.0 / widths[k - 1]), grain);
            }
            Arrays.setAll(start, k -> draw(random, inputs[k].length, 1, grain));
            this.weight = draw(random, rows * widths[widths.length - 1], 1, grain);
        }

        private static double[] draw(Random random, int count, double scale, double grain) {
            double[] values = new double[count];
            Arrays.setAll(values, i -> grain * Math.rint(scale * random.nextGaussian() / grain));
            return values;
        }

        NDArray[] arrays(NDManager step, double[][] values) {
            NDArray[] arrays = new NDArray[values.length];
            for (int k = 0; k < arrays.length; k++) {
                arrays[k] = array(
                        step, values[k], k == 0 ? new Shape(rows, widths[0]) : new Shape(widths[k], widths[k - 1]));
            }
            return arrays;
        }

        NDArray[] weightArray(NDManager step) {
            return new NDArray[] {array(step, weight, new Shape(rows, widths[widths.length - 1]))};
        }

        private static NDArray array(NDManager step, double[] values, Shape shape) {
            if (values.length == 0) {
                return step.zeros(shape);
            }
            float[] single = new float[values.length];
            for (int i = 0; i < single.length; i++) {
                single[i] = (float) values[i];
            }
            return step.create(single, shape);
        }

        double[] values(double[][] operands) {
            double[][] layers = layers(operands);
            return layers[layers.length - 1];
        }

        private double[][] layers(double[][] operands) {
            double[][] h = new double[widths.length][];
            h[0] = operands[0];
            for (int k = 1; k < widths.length; k++) {
                h[k] = new double[rows * widths[k]];
                for (int r = 0; r < rows; r++) {
                    for (int o = 0; o < widths[k]; o++) {
                        double sum = 0;
                        for (int i = 0; i < widths[k - 1]; i++) {
                            sum += h[k - 1][r * widths[k - 1] + i] * operands[k][o * widths[k - 1] + i];
                        }
                        h[k][r * widths[k] + o] = k == widths.length - 1 ? sum : Math.max(sum, 0);
                    }
                }
            }
            return h;
        }

        double objectiveWith(int k, int i, double change) {
            double[][] moved = Arrays.stream(inputs).map(double[]::clone).toArray(double[][]::new);
            moved[k][i] += change;
            double[] y = values(moved);
            double sum = 0;
            for (int j = 0; j < y.length; j++) {
                sum += weight[j] * y[j];
            }
            return sum;
        }

        double[][] gradients() {
            double[][] h = layers(inputs);
            double[][] result = new double[widths.length][];
            double[] above = weight;
            for (int k = widths.length - 1; k > 0; k--) {
                int in = widths[k - 1];
                double[] below = new double[rows * in];
                result[k] = new double[inputs[k].length];
                for (int r = 0; r < rows; r++) {
                    for (int o = 0; o < widths[k]; o++) {
                        double gradient = above[r * widths[k] + o];
                        for (int i = 0; i < in; i++) {
                            double value = h[k - 1][r * in + i];
                            result[k][o * in + i] += gradient * value;
                            below[r * in + i] += k == 1 || value > 0 ? gradient * inputs[k][o * in + i] : 0;
                        }
                    }
                }
                above = below;
            }
            result[0] = above;
            return result;
        }
    }
}
