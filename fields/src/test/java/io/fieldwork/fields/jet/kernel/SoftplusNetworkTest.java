package io.fieldwork.fields.jet.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Parallel;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoftplusNetworkTest {
    private static final double SHARPNESS = 20;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.choose("cpu").newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray random(String stream, DataType type, double scale, long... shape) {
        Draws draws = Draws.of(4, stream, 0);
        double[] values = new double[(int) new Shape(shape).size()];
        Arrays.setAll(values, i -> scale * draws.normal(i));
        NDArray array = manager.create(values, new Shape(shape)).toType(type, true);
        return array;
    }

    /** Points of some inputs, then matrices and biases of a network of some widths. */
    private NDArray[] operands(DataType type, int points, int skip, int... widths) {
        List<NDArray> all = new ArrayList<>(List.of(random("x", type, 0.7, points, widths[0])));
        for (int k = 1; k < widths.length; k++) {
            int in = widths[k - 1] + (k - 1 == skip && skip > 0 ? widths[0] : 0);
            all.add(random("w" + k, type, 1 / Math.sqrt(in), in, widths[k]));
            all.add(random("b" + k, type, 0.2, widths[k]));
        }
        return all.toArray(NDArray[]::new);
    }

    private double loss(Operation slope, NDArray[] operands) {
        try (Tape off = Tape.forwardOnly()) {
            NDArray[] found = slope.apply(off, operands);
            return score(found).toType(DataType.FLOAT64, false).getDouble();
        }
    }

    /** A number that depends on all values and on the gradient, differently on each. */
    private NDArray score(NDArray[] found) {
        NDArray y = found[0];
        NDArray g = found[1];
        NDArray a = random("a", y.getDataType(), 1, y.getShape().getShape());
        NDArray b = random("b", g.getDataType(), 1, g.getShape().getShape());
        return y.mul(a).sum().add(g.mul(b).sum()).add(g.square().sum().mul(0.5));
    }

    private List<double[]> gradients(Operation slope, NDArray[] operands) {
        for (NDArray operand : operands) {
            operand.setRequiresGradient(true);
        }
        try (Tape tape = Tape.open()) {
            tape.backward(score(slope.apply(tape, operands)));
        }
        return Arrays.stream(operands)
                .map(o -> Tape.gradient(o).toType(DataType.FLOAT64, false).toDoubleArray())
                .toList();
    }

    /** The gradient in the input is that of the first value, and gradients of both are those of differences. */
    @ParameterizedTest
    @CsvSource({"plain, 0", "plain, 2", "host, 0"})
    void agreesWithDifferences(String name, int skip) {
        JetKernels kernels = JetKernels.of(manager, name);
        SoftplusNetwork network = new SoftplusNetwork(SHARPNESS, 4, skip);
        Operation slope = kernels.slope(network);
        NDArray[] operands = operands(DataType.FLOAT64, 5, skip, 4, 9, 7, 8, 3);
        List<double[]> gradients = gradients(slope, operands);
        double h = 1e-5;
        for (int k = 0; k < operands.length; k++) {
            double[] values = operands[k].toDoubleArray();
            for (int i = 0; i < values.length; i += 1 + values.length / 7) {
                double slopeThere = 0;
                for (int side = -1; side <= 1; side += 2) {
                    double[] moved = values.clone();
                    moved[i] += side * h;
                    NDArray[] other = operands.clone();
                    other[k] = manager.create(moved, operands[k].getShape());
                    slopeThere += side * loss(slope, other) / (2 * h);
                }
                assertEquals(slopeThere, gradients.get(k)[i], 1e-5 * (1 + Math.abs(slopeThere)), "operand " + k);
            }
        }
        firstValue(kernels.value(network), slope, operands);
    }

    private void firstValue(Operation value, Operation slope, NDArray[] operands) {
        try (Tape off = Tape.forwardOnly()) {
            double[] gradient = slope.apply(off, operands)[1].toDoubleArray();
            double[] x = operands[0].toDoubleArray();
            double h = 1e-6;
            for (int i = 0; i < x.length; i++) {
                double difference = 0;
                for (int side = -1; side <= 1; side += 2) {
                    double[] moved = x.clone();
                    moved[i] += side * h;
                    NDArray[] other = operands.clone();
                    other[0] = manager.create(moved, operands[0].getShape());
                    difference +=
                            side * value.apply(off, other)[0].get(":, 0").sum().getDouble() / (2 * h);
                }
                assertEquals(difference, gradient[i], 1e-6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 700})
    void hostAgreesWithPlain(int points) {
        SoftplusNetwork network = new SoftplusNetwork(100, 5, 0);
        for (int out : new int[] {1, 5, 17, 65}) {
            NDArray[] first = operands(DataType.FLOAT32, points, 0, 39, 64, 64, 48, 64, out);
            NDArray[] second = operands(DataType.FLOAT32, points, 0, 39, 64, 64, 48, 64, out);
            List<double[]> plain = gradients(JetKernels.of(manager, "plain").slope(network), first);
            List<double[]> host = gradients(JetKernels.of(manager, "host").slope(network), second);
            for (int k = 0; k < plain.size(); k++) {
                double size = Arrays.stream(plain.get(k)).map(Math::abs).max().orElse(0);
                assertArrayEquals(plain.get(k), host.get(k), 2e-4 * (1 + size), "operand " + k + ", " + out);
            }
            try (Tape off = Tape.forwardOnly()) {
                NDArray[] a = JetKernels.of(manager, "plain").slope(network).apply(off, first);
                NDArray[] b = JetKernels.of(manager, "host").slope(network).apply(off, first);
                NDArray c = JetKernels.of(manager, "host").value(network).apply(off, first)[0];
                assertArrayEquals(a[0].toFloatArray(), b[0].toFloatArray(), 1e-4f);
                assertArrayEquals(a[1].toFloatArray(), b[1].toFloatArray(), 1e-3f);
                assertArrayEquals(a[0].toFloatArray(), c.toFloatArray(), 1e-4f);
            }
        }
    }

    @Test
    void valuesAloneHaveGradients() {
        SoftplusNetwork network = new SoftplusNetwork(100, 3, 0);
        List<double[]> all = new ArrayList<>();
        for (String name : List.of("plain", "host")) {
            NDArray[] operands = operands(DataType.FLOAT64, 40, 0, 5, 16, 16, 2);
            for (NDArray operand : operands) {
                operand.setRequiresGradient(true);
            }
            try (Tape tape = Tape.open()) {
                tape.backward(JetKernels.of(manager, name)
                        .value(network)
                        .apply(tape, operands)[0]
                        .square()
                        .sum());
            }
            for (NDArray operand : operands) {
                all.add(Tape.gradient(operand).toDoubleArray());
            }
        }
        for (int k = 0; k < all.size() / 2; k++) {
            assertArrayEquals(all.get(k), all.get(k + all.size() / 2), 1e-6);
        }
    }

    @Test
    void gradientsDoNotDependOnTheNumberOfThreads() {
        Operation slope = JetKernels.of(manager, "host").slope(new SoftplusNetwork(100, 3, 0));
        List<double[]> many = gradients(slope, operands(DataType.FLOAT32, 2000, 0, 9, 32, 32, 4));
        Parallel.limit(1);
        try {
            List<double[]> one = gradients(slope, operands(DataType.FLOAT32, 2000, 0, 9, 32, 32, 4));
            for (int k = 0; k < one.size(); k++) {
                assertArrayEquals(many.get(k), one.get(k), 0);
            }
        } finally {
            Parallel.limit(Integer.MAX_VALUE);
        }
    }
}
