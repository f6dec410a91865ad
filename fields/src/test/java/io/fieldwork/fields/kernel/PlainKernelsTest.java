package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Gradients of the plain kernels against central differences in double precision, and of the host kernels against the same
 * differences in single precision.
 */
class PlainKernelsTest {
    private static final double STEP = 1e-5;
    private static NDManager manager;
    private static Kernels plain;
    private static Kernels host;

    @BeforeAll
    static void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        plain = Kernels.of(manager, "plain");
        host = Kernels.of(manager, "host");
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    private static double[] uniform(String stream, double low, double high, int n) {
        Draws draws = Draws.of(9, stream, 0);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = low + (high - low) * draws.uniform(i);
        }
        return values;
    }

    /** A fixed random weighting of all outputs, so that each of them counts. */
    private static NDArray total(Tape tape, Operation operation, NDArray... inputs) {
        NDArray sum = null;
        for (NDArray output : operation.apply(tape, inputs)) {
            double[] w = uniform("w" + output.getShape(), -1, 1, (int) output.size());
            NDArray weight = manager.create(w, output.getShape()).toType(output.getDataType(), false);
            NDArray part = output.mul(weight).sum();
            sum = sum == null ? part : sum.add(part);
        }
        return sum;
    }

    private static double valueAt(Operation operation, int which, double[] moved, NDArray... inputs) {
        NDArray[] changed = inputs.clone();
        changed[which] = manager.create(moved, inputs[which].getShape());
        try (Tape off = Tape.forwardOnly()) {
            return total(off, operation, changed).getDouble();
        }
    }

    private static double[] gradient(Operation operation, DataType type, int which, NDArray... inputs) {
        try (Tape tape = Tape.open()) {
            NDArray[] leaves = new NDArray[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                boolean floating = inputs[i].getDataType().isFloating();
                leaves[i] = floating ? inputs[i].duplicate().toType(type, false) : inputs[i];
            }
            leaves[which].setRequiresGradient(true);
            tape.backward(total(tape, operation, leaves));
            return Tape.gradient(leaves[which]).toType(DataType.FLOAT64, true).toDoubleArray();
        }
    }

    private static void check(Operation slow, Operation fast, int which, double fastTolerance, NDArray... inputs) {
        double[] analytic = gradient(slow, DataType.FLOAT64, which, inputs);
        double[] single = gradient(fast, DataType.FLOAT32, which, inputs);
        double[] at = inputs[which].toDoubleArray();
        for (int i = 0; i < at.length; i += 1 + at.length / 60) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double difference = (valueAt(slow, which, up, inputs) - valueAt(slow, which, down, inputs)) / (2 * STEP);
            double size = Math.max(1, Math.abs(difference));
            assertEquals(difference, analytic[i], 1e-6 * size, "plain, entry " + i);
            assertEquals(difference, single[i], fastTolerance * size, "host, entry " + i);
        }
    }

    @Test
    void hashGridTableAndCoordinates() {
        HashGridLayout layout = new HashGridLayout(4, 2, 9, 4, 40);
        NDArray x = manager.create(uniform("x", -0.1, 1.1, 60), new Shape(20, 3));
        NDArray table = manager.create(uniform("t", -1, 1, layout.rows() * 2), new Shape(layout.rows(), 2));
        check(plain.hashGrid(layout), host.hashGrid(layout), 1, 1e-4, x, table);
        check(plain.hashGrid(layout), host.hashGrid(layout), 0, 1e-3, x, table);
    }

    @Test
    void frequenciesOfCoordinates() {
        NDArray x = manager.create(uniform("x", -2, 2, 60), new Shape(20, 3));
        check(plain.frequencies(5), host.frequencies(5), 0, 1e-4, x);
    }

    @Test
    void compositeDensityAndColour() {
        int[] offsets = {0, 0, 1, 5, 5, 12};
        NDArray sigma = manager.create(uniform("s", 0, 20, 12));
        NDArray color = manager.create(uniform("c", 0, 1, 36), new Shape(12, 3));
        NDArray delta = manager.create(uniform("d", 0.01, 0.1, 12));
        NDArray t = manager.create(uniform("z", 2, 4, 12));
        NDArray starts = manager.create(offsets);
        check(Compositing.of(plain), Compositing.of(host), 0, 1e-4, sigma, color, delta, t, starts);
        check(Compositing.of(plain), Compositing.of(host), 1, 1e-4, sigma, color, delta, t, starts);
    }

    @Test
    void weightsAndSums() {
        NDArray sigma = manager.create(uniform("s", 0, 20, 12));
        NDArray delta = manager.create(uniform("d", 0.01, 0.1, 12));
        NDArray values = manager.create(uniform("v", -1, 1, 60), new Shape(12, 5));
        NDArray starts = manager.create(new int[] {0, 0, 1, 5, 5, 12});
        check(plain.weights(), host.weights(), 0, 1e-4, sigma, delta, starts);
        check(plain.accumulate(), host.accumulate(), 0, 1e-4, delta, values, starts);
        check(plain.accumulate(), host.accumulate(), 1, 1e-4, delta, values, starts);
    }

    @Test
    void networkInputsAndWeights() {
        NDArray x = manager.create(uniform("x", -1, 1, 5 * 6), new Shape(5, 6));
        NDArray first = manager.create(uniform("w1", -1, 1, 7 * 6), new Shape(7, 6));
        NDArray second = manager.create(uniform("w2", -1, 1, 3 * 7), new Shape(3, 7));
        Operation exact = plain.network(6, 7, 3);
        for (int which = 0; which < 3; which++) {
            double[] analytic = gradient(exact, DataType.FLOAT64, which, x, first, second);
            NDArray[] inputs = {x, first, second};
            double[] at = inputs[which].toDoubleArray();
            for (int i = 0; i < at.length; i++) {
                double[] up = at.clone();
                double[] down = at.clone();
                up[i] += 1e-7;
                down[i] -= 1e-7;
                double slope = (valueAt(exact, which, up, inputs) - valueAt(exact, which, down, inputs)) / 2e-7;
                assertEquals(slope, analytic[i], 1e-6);
            }
        }
    }

    @Test
    void truncatedExpInsideItsRange() {
        check(plain.truncatedExp(), host.truncatedExp(), 0, 1e-5, manager.create(uniform("raw", -6, 3, 30)));
    }
}
