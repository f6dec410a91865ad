package io.fieldwork.fields.jet.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.vector.ActivationTest;
import io.fieldwork.fields.kernel.Parallel;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JetKernelsTest {
    private static final Slots HEAT = JetCase.SLOTS.get(1);
    private static NDManager manager;
    private final Random random = new Random(5);

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

    @ParameterizedTest
    @ValueSource(strings = {"plain", "host"})
    void operationsAgreeWithTaylorArithmetic(String name) {
        JetKernels kernels = JetKernels.of(manager, name);
        for (Slots slots : JetCase.SLOTS) {
            NDArray z = random(1, slots.size(), 5, 3);
            NDArray u = random(1, slots.size(), 5, 3);
            NDArray v = random(1, slots.size(), 5, 3);
            NDArray none = manager.zeros(new Shape(3), DataType.FLOAT64);
            for (Activation function : Activation.values()) {
                compare(
                        slots,
                        kernels.activation(function, slots),
                        e -> ActivationTest.apply(function, e[0]),
                        1,
                        z,
                        none);
            }
            compare(slots, kernels.product(slots), e -> e[0].multiply(e[1]), 2, z, u);
            compare(slots, kernels.gate(slots), e -> e[2].add(e[0].multiply(e[1].subtract(e[2]))), 3, z, u, v);
        }
    }

    /** Compares every slot of every entry with the same operation on expansions in all coordinates. */
    private void compare(
            Slots slots,
            Operation operation,
            Function<DerivativeStructure[], DerivativeStructure> expected,
            int jets,
            NDArray... inputs) {
        double[] actual = JetCase.numbers(apply(operation, inputs));
        double[][] values = Arrays.stream(inputs).map(JetCase::numbers).toArray(double[][]::new);
        int entries = actual.length / slots.size();
        for (int i = 0; i < entries; i++) {
            int entry = i;
            DerivativeStructure result = expected.apply(IntStream.range(0, jets)
                    .mapToObj(j -> expansion(slots, k -> values[j][k * entries + entry]))
                    .toArray(DerivativeStructure[]::new));
            for (int k = 0; k < slots.size(); k++) {
                double value = result.getPartialDerivative(orders(slots, k));
                assertEquals(
                        value, actual[k * entries + i], 1e-12 * Math.max(1, Math.abs(value)), slots + " slot " + k);
            }
        }
    }

    /** An expansion with these derivatives; those that no slot holds are zero and do not matter. */
    private static DerivativeStructure expansion(Slots slots, Function<Integer, Double> slot) {
        int order = Derivative.HIGHEST;
        DerivativeStructure sum = new DerivativeStructure(slots.dimensions(), order, slot.apply(0));
        for (int k = 1; k < slots.size(); k++) {
            DerivativeStructure monomial = new DerivativeStructure(slots.dimensions(), order, slot.apply(k));
            int[] orders = orders(slots, k);
            for (int axis = 0; axis < orders.length; axis++) {
                for (int power = 1; power <= orders[axis]; power++) {
                    monomial = monomial.multiply(new DerivativeStructure(slots.dimensions(), order, axis, 0))
                            .divide(power);
                }
            }
            sum = sum.add(monomial);
        }
        return sum;
    }

    private static int[] orders(Slots slots, int k) {
        return slots.derivatives().get(k).orders().stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @ParameterizedTest
    @EnumSource
    void denseAgreesWithTaylorArithmetic(Activation function) {
        Slots slots = JetCase.SLOTS.get(5);
        NDArray[] inputs = dense(DataType.FLOAT64, slots, 1, 2, 3, 1);
        double[][] p = Arrays.stream(inputs).map(JetCase::numbers).toArray(double[][]::new);
        DerivativeStructure[] x = {
            expansion(slots, k -> p[0][2 * k]), expansion(slots, k -> p[0][2 * k + 1]),
        };
        DerivativeStructure sum = new DerivativeStructure(3, Derivative.HIGHEST, p[4][0]);
        for (int j = 0; j < 3; j++) {
            DerivativeStructure z =
                    x[0].multiply(p[1][j]).add(x[1].multiply(p[1][3 + j])).add(p[2][j]);
            sum = sum.add(ActivationTest.apply(function, z).multiply(p[3][j]));
        }
        for (String name : List.of("plain", "host")) {
            double[] y = JetCase.numbers(apply(JetKernels.of(manager, name).dense(function, slots, 2), inputs));
            for (int k = 0; k < slots.size(); k++) {
                double expected = sum.getPartialDerivative(orders(slots, k));
                assertEquals(expected, y[k], 1e-12 * Math.max(1, Math.abs(expected)), name + " slot " + k);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT32", "FLOAT64"})
    void elementwiseAdjointsAgreeWithTheEngine(DataType type) {
        JetKernels plain = new PlainJetKernels(manager);
        JetKernels host = new HostJetKernels(manager);
        int[][] shapes = {{0, 3}, {1, 1}, {5, 7}, {3, 300}, {900, 9}};
        for (Slots slots : JetCase.SLOTS) {
            Operation product = plain.product(slots);
            Operation gate = plain.gate(slots);
            for (int[] shape : shapes) {
                NDArray[] jets = IntStream.range(0, 4)
                        .mapToObj(i -> JetCase.random(manager, random, type, 1, slots.size(), shape[0], shape[1]))
                        .toArray(NDArray[]::new);
                NDArray bias = JetCase.random(manager, random, type, 1, shape[1]);
                Activation f = Activation.values()[(shape[1] + slots.size()) % 4];
                agree(plain.activation(f, slots), host.activation(f, slots), jets[3], 0, jets[0], bias);
                agree(product, host.product(slots), jets[3], 0, jets[0], jets[1]);
                agree(gate, host.gate(slots), jets[3], 0, jets[0], jets[1], jets[2]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT32", "FLOAT64"})
    void denseAgreesWithTheEngine(DataType type) {
        int[][] widths = {{3, 1}, {8, 2}, {2, 7, 1}, {2, 30, 30, 1}, {5, 40, 17, 6}, {3, 70, 9, 2}, {4, 8, 129, 1}};
        int[] points = {0, 1, 3, 64, 301};
        for (Slots slots : JetCase.SLOTS) {
            for (int k = 0; k < widths.length; k++) {
                Activation f = Activation.values()[k % 4];
                int layers = widths[k].length - 1;
                int n = points[(k + slots.size()) % points.length];
                NDArray weight = JetCase.random(manager, random, type, 1, slots.size(), n, widths[k][layers]);
                agree(
                        new PlainJetKernels(manager).dense(f, slots, layers),
                        new HostJetKernels(manager).dense(f, slots, layers),
                        weight,
                        1,
                        dense(type, slots, n, widths[k]));
            }
        }
    }

    /** To 1e-12 of the largest entry in double precision, 2e-5 in single precision. */
    private static void agree(Operation plain, Operation host, NDArray weight, int first, NDArray... inputs) {
        double[][] expected = JetCase.evaluate(plain, weight, first, inputs);
        double[][] actual = JetCase.evaluate(host, weight, first, inputs);
        double tolerance = inputs[0].getDataType() == DataType.FLOAT32 ? 2e-5 : 1e-12;
        for (int i = 0; i < expected.length; i++) {
            if (i == 0 || i > first) {
                JetCase.assertClose(expected[i], actual[i], tolerance, weight.getShape() + " array " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void adjointsAgreeWithFiniteDifferences(Activation function) {
        for (Slots slots : JetCase.SLOTS) {
            NDArray weight = random(1, slots.size(), 2, 2);
            Operation operation = new HostJetKernels(manager).dense(function, slots, 3);
            NDArray[] inputs = dense(DataType.FLOAT64, slots, 2, 2, 5, 4, 2);
            double[][] gradients = JetCase.evaluate(operation, weight, 1, inputs);
            for (int i = 1; i < inputs.length; i++) {
                NDArray direction = random(1, inputs[i].getShape().getShape());
                double h = 1e-5;
                double above = inner(operation, weight, moved(inputs, i, direction.mul(h)));
                double below = inner(operation, weight, moved(inputs, i, direction.mul(-h)));
                double[] d = JetCase.numbers(direction);
                double slope = 0;
                for (int j = 0; j < d.length; j++) {
                    slope += d[j] * gradients[i + 1][j];
                }
                assertEquals(
                        slope, (above - below) / (2 * h), 1e-6 * Math.max(1, Math.abs(slope)), slots + " input " + i);
            }
        }
    }

    private static NDArray[] moved(NDArray[] inputs, int which, NDArray change) {
        NDArray[] all = inputs.clone();
        all[which] = inputs[which].add(change);
        return all;
    }

    private static double inner(Operation operation, NDArray weight, NDArray... inputs) {
        return apply(operation, inputs).mul(weight).sum().getDouble();
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 80})
    void resultsDoNotDependOnTheNumberOfThreadsOrOnRecording(int width) {
        Operation operation = new HostJetKernels(manager).dense(Activation.TANH, HEAT, 3);
        NDArray[] inputs = dense(DataType.FLOAT64, HEAT, 1000, 2, width, width, 1);
        NDArray weight = random(1, HEAT.size(), 1000, 1);
        Parallel.limit(1);
        double[][] alone = JetCase.evaluate(operation, weight, 1, inputs);
        Parallel.limit(Integer.MAX_VALUE);
        double[][] together = JetCase.evaluate(operation, weight, 1, inputs);
        for (int i = 0; i < alone.length; i++) {
            assertArrayEquals(alone[i], together[i]);
        }
        assertArrayEquals(alone[0], JetCase.numbers(apply(operation, inputs)));
    }

    @Test
    void wrongShapesAreNamed() {
        Operation dense = new HostJetKernels(manager).dense(Activation.TANH, HEAT, 1);
        NDArray jet = random(1, HEAT.size(), 2, 3);
        assertThrows(IllegalArgumentException.class, () -> apply(dense, jet, random(1, 4, 1), random(1, 1)));
        assertThrows(
                IllegalArgumentException.class, () -> apply(dense, random(1, 2, 3), random(1, 3, 1), random(1, 1)));
        Operation product = new HostJetKernels(manager).product(HEAT);
        assertThrows(IllegalArgumentException.class, () -> apply(product, jet, random(1, HEAT.size(), 2, 4)));
        assertThrows(IllegalArgumentException.class, () -> JetKernels.of(manager, "none"));
    }

    private static NDArray apply(Operation operation, NDArray... inputs) {
        try (Tape tape = Tape.forwardOnly()) {
            return operation.apply(tape, inputs)[0];
        }
    }

    private NDArray random(double scale, long... shape) {
        return JetCase.random(manager, random, DataType.FLOAT64, scale, shape);
    }

    private NDArray[] dense(DataType type, Slots slots, int points, int... widths) {
        NDArray[] inputs = new NDArray[2 * widths.length - 1];
        inputs[0] = JetCase.random(manager, random, type, 1, slots.size(), points, widths[0]);
        for (int k = 1; k < widths.length; k++) {
            double scale = 1 / Math.sqrt(widths[k - 1]);
            inputs[2 * k - 1] = JetCase.random(manager, random, type, scale, widths[k - 1], widths[k]);
            inputs[2 * k] = JetCase.random(manager, random, type, 1, widths[k]);
        }
        return inputs;
    }
}
