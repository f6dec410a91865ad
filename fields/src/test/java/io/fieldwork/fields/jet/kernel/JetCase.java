package io.fieldwork.fields.jet.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What the tests of jets share: slot sets, random arrays, and an operation's values and gradients as numbers. */
final class JetCase {
    private static final List<String> COORDINATES = List.of("t", "x", "y");

    /** From the value alone to all derivatives of order four that two coordinates have, mixed ones of three, and higher ones. */
    static final List<Slots> SLOTS = List.of(
            Slots.covering(COORDINATES),
            Slots.covering(COORDINATES, "t", "xx"),
            Slots.covering(COORDINATES, "t", "xxx"),
            Slots.covering(COORDINATES, "t", "xxxx"),
            Slots.covering(COORDINATES, "tx", "xy"),
            Slots.covering(COORDINATES, "tttt", "tttx", "ttxx", "txxx", "xxxx"),
            Slots.covering(COORDINATES, "txy", "xxyy", "txxy"),
            Slots.covering(COORDINATES, "t", "xxxxx"),
            Slots.covering(COORDINATES, "xxxxxx", "ttxxxx", "yyyyyy"));

    private JetCase() {}

    static NDArray random(NDManager manager, Random random, DataType type, double scale, long... shape) {
        Shape full = new Shape(shape);
        double[] values = IntStream.range(0, (int) full.size())
                .mapToDouble(i -> scale * random.nextGaussian())
                .toArray();
        return manager.create(values, full).toType(type, false);
    }

    static double[] numbers(NDArray array) {
        return array.stopGradient().toType(DataType.FLOAT64, true).toDoubleArray();
    }

    /** The value of an operation, then the gradient of its inner product with a weight in each input from one on. */
    static double[][] evaluate(Operation operation, NDArray weight, int firstInput, NDArray... inputs) {
        double[][] all = new double[inputs.length + 1][];
        NDArray[] leaves = Arrays.stream(inputs)
                .map(input -> input.stopGradient().duplicate())
                .toArray(NDArray[]::new);
        for (int i = firstInput; i < leaves.length; i++) {
            leaves[i].setRequiresGradient(true);
        }
        try (Tape tape = Tape.open()) {
            NDArray value = operation.apply(tape, leaves)[0];
            all[0] = numbers(value);
            tape.backward(value, weight);
        }
        for (int i = firstInput; i < leaves.length; i++) {
            all[i + 1] = numbers(Tape.gradient(leaves[i]));
        }
        return all;
    }

    /** Expects differences below a tolerance times the largest entry, or times one if that is smaller. */
    static void assertClose(double[] expected, double[] actual, double tolerance, String what) {
        assertEquals(expected.length, actual.length, what);
        double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * scale, what + " at " + i);
        }
    }
}
