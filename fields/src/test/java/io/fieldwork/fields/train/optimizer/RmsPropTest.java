package io.fieldwork.fields.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.RmsPropStep;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RMSprop against its definition, entry by entry. */
class RmsPropTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static float[] gradient(int n, int step) {
        Draws draws = Draws.of(1, "g", step);
        float[] g = new float[n];
        for (int i = 0; i < n; i++) {
            boolean none = draws.uniform(i) < 0.5 || i % 64 < 20 && step < 3;
            g[i] = none ? 0 : (float) draws.normal(n + i);
        }
        return g;
    }

    @ParameterizedTest
    @CsvSource({"plain,FLOAT64", "plain,FLOAT32", "host,FLOAT32"})
    void entriesFollowTheDefinition(String kernels, DataType type) {
        for (int n : new int[] {0, 1, 15, 16, 1001, 40_000}) {
            double[] x = new double[n];
            double[] v = new double[n];
            NDArray value = manager.zeros(new Shape(n), type);
            NDArray gradient = manager.zeros(new Shape(n), type);
            NDArray second = manager.zeros(new Shape(n), type);
            for (int step = 0; step < 6; step++) {
                double decay = step % 2 == 0 ? 0 : 0.01;
                float[] g = gradient(n, step);
                gradient.addi(manager.create(g).toType(type, false));
                Kernels.of(manager, kernels).rmsProp(value, gradient, second, new RmsPropStep(0.1, 0.95, 1e-8, decay));
                for (int i = 0; i < n; i++) {
                    if (g[i] != 0) {
                        double slope = g[i] + decay * x[i];
                        v[i] = v[i] == 0 ? slope * slope : 0.95 * v[i] + 0.05 * slope * slope;
                        x[i] -= 0.1 * slope / (Math.sqrt(v[i]) + 1e-8);
                    }
                }
                assertArrayEquals(x, doubles(value), 1e-5);
                assertArrayEquals(v, doubles(second), 1e-5);
                assertEquals(0, n == 0 ? 0 : ((Number) gradient.abs().sum().toArray()[0]).doubleValue());
            }
        }
    }

    private static double[] doubles(NDArray array) {
        return array.toType(DataType.FLOAT64, true).toDoubleArray();
    }

    /** The first step has the length of the rate, whatever the gradient, scaled by the group. */
    @Test
    void theFirstStepIsTheRateAndEntriesWithoutGradientStay() {
        NDArray value = manager.create(new float[] {1, 1, 1});
        Parameter parameter = new Parameter("x", value, new Parameter.Group("fast", 3, 0, false));
        Optimizer optimizer =
                new RmsPropOptions(null, null).build(manager, Kernels.of(manager, "host"), () -> List.of(parameter));
        optimizer.step(0.1, objective(value, 1e-3f, -200f, 0));
        assertArrayEquals(new float[] {0.7f, 1.3f, 1}, value.toFloatArray(), 1e-5f);
        assertArrayEquals(
                new float[] {1e-6f, 4e4f, 0}, optimizer.state().get("x/second").toFloatArray(), 1e-2f);
    }

    @Test
    void aRestoredOptimizerGoesOn() {
        float[][] ends = new float[2][];
        for (int run = 0; run < 2; run++) {
            NDArray value = manager.create(new float[] {1, 1, 1});
            List<Parameter> all = List.of(new Parameter("x", value, Parameter.Group.SPARSE));
            Kernels kernels = Kernels.of(manager, "host");
            Optimizer optimizer = new RmsPropOptions(null, null).build(manager, kernels, () -> all);
            optimizer.step(0.1, objective(value, 1, 2, 0));
            if (run == 1) {
                Map<String, NDArray> state = optimizer.state();
                optimizer = new RmsPropOptions(null, null).build(manager, kernels, () -> all);
                optimizer.restore(state);
            }
            optimizer.step(0.1, objective(value, 3, 1, 1));
            ends[run] = value.toFloatArray();
        }
        assertArrayEquals(ends[0], ends[1]);
    }

    /** A loss with a gradient of these entries. */
    private Objective objective(NDArray value, float... gradient) {
        return new Objective() {
            @Override
            public Loss evaluate() {
                try (Tape tape = Tape.open()) {
                    NDArray loss = value.mul(manager.create(gradient)).sum();
                    tape.backward(loss);
                    return new Loss(loss, Map.of());
                }
            }

            @Override
            public Loss value() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
