package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;

/** What the tests of kernels share: random operands, and comparisons of a fast form with a slow one and of that with differences. */
record KernelChecks(NDManager manager) {
    NDArray uniform(String stream, double low, double high, long... shape) {
        Draws draws = Draws.of(4, stream, shape[0]);
        double[] values = new double[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = low + (high - low) * draws.uniform(i);
        }
        return manager.create(values, new Shape(shape));
    }

    /** Outputs, then gradients of the first inputs for a random weighting of the outputs. */
    double[][] run(Operation operation, NDManager on, DataType type, int differentiable, NDArray... in) {
        try (Tape tape = Tape.open()) {
            NDArray[] inputs = new NDArray[in.length];
            for (int i = 0; i < in.length; i++) {
                NDArray given = in[i].toDevice(on.getDevice(), false).duplicate();
                inputs[i] = in[i].getDataType().isFloating() ? given.toType(type, false) : given;
                if (i < differentiable) {
                    inputs[i].setRequiresGradient(true);
                }
            }
            NDArray output = operation.apply(tape, inputs)[0];
            double[] w = uniform("w", -1, 1, Math.max(1, output.size())).toDoubleArray();
            NDArray weight = on.create(Arrays.copyOf(w, (int) output.size()), output.getShape())
                    .toType(type, false);
            if (differentiable > 0) {
                tape.backward(output.mul(weight).sum());
            }
            double[][] results = new double[1 + differentiable][];
            results[0] = output.toType(DataType.FLOAT64, true).toDoubleArray();
            for (int i = 0; i < differentiable; i++) {
                results[1 + i] =
                        Tape.gradient(inputs[i]).toType(DataType.FLOAT64, true).toDoubleArray();
            }
            return results;
        }
    }

    void agree(Operation fast, NDManager on, Operation slow, int differentiable, NDArray... in) {
        double[][] expected = run(slow, manager, DataType.FLOAT64, differentiable, in);
        double[][] actual = run(fast, on, DataType.FLOAT32, differentiable, in);
        for (int k = 0; k < expected.length; k++) {
            double size = 1e-3 + Arrays.stream(expected[k]).map(Math::abs).max().orElse(0);
            assertArrayEquals(expected[k], actual[k], 5e-5 * size, "array " + k);
        }
    }

    void differences(Operation slow, int which, NDArray... in) {
        double[][] result = run(slow, manager, DataType.FLOAT64, which + 1, in);
        double[] w = uniform("w", -1, 1, result[0].length).toDoubleArray();
        double[] at = in[which].toDoubleArray();
        double step = 1e-6;
        for (int i = 0; i < at.length; i += 1 + at.length / 80) {
            double slope = 0;
            for (int sign = -1; sign <= 1; sign += 2) {
                double[] moved = at.clone();
                moved[i] += sign * step;
                NDArray[] changed = in.clone();
                changed[which] = manager.create(moved, in[which].getShape());
                double[] y = run(slow, manager, DataType.FLOAT64, 0, changed)[0];
                for (int k = 0; k < y.length; k++) {
                    slope += sign * w[k] * y[k] / (2 * step);
                }
            }
            assertEquals(slope, result[1 + which][i], 1e-6 * Math.max(1, Math.abs(slope)), "entry " + i);
        }
    }
}
