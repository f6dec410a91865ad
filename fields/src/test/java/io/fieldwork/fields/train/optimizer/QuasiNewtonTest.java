package io.fieldwork.fields.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.UserError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuasiNewtonTest {
    private static final int N = 8;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Optimizer optimizer(String name, ClosedForm f, double curvature) {
        OptimizerOptions options = name.startsWith("lbfgs")
                ? LbfgsOptionsBuilder.builder()
                        .memory(Integer.valueOf(name.substring(5)))
                        .curvature(curvature)
                        .build()
                : BroydenOptionsBuilder.builder()
                        .scaling(name)
                        .curvature(curvature)
                        .build();
        return options.build(manager, Kernels.of(manager), () -> f.parameters);
    }

    private ClosedForm rosenbrock(int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i % 2 == 0 ? -1.2 : 1;
        }
        return new ClosedForm(manager, ClosedForm.ROSENBROCK, x);
    }

    /** (x - 1)^T D (x - 1) / 2 after a reflection, with eigenvalues 1 to 50. */
    private static final ClosedForm.Function QUADRATIC = (x, g) -> {
        double[] u = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            u[i] = 1 / Math.sqrt(x.length);
        }
        double[] z = reflected(Vectors.along(x, -Math.sqrt(x.length), u), u);
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            double eigenvalue = 1 + 49.0 * i / (z.length - 1);
            sum += 0.5 * eigenvalue * z[i] * z[i];
            z[i] *= eigenvalue;
        }
        Vectors.add(g, 1, reflected(z, u));
        return sum;
    };

    private static double[] reflected(double[] x, double[] u) {
        return Vectors.along(x, -2 * Vectors.dot(x, u), u);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bfgs", "ssbfgs", "ssbroyden2", "lbfgs20"})
    void aQuadraticEndsWithinItsDimensionWhenSearchesAreExact(String name) {
        double[] x = new double[N];
        for (int i = 0; i < N; i++) {
            x[i] = 3 * Draws.of(2, "start", 0).normal(i);
        }
        ClosedForm f = new ClosedForm(manager, QUADRATIC, x);
        int steps = f.descend(optimizer(name, f, 1e-3 * 1.01), 0, N);
        assertEquals(N, steps);
        double loose = f.loss();
        f = new ClosedForm(manager, QUADRATIC, x);
        StrongWolfe exact = new StrongWolfe(1e-12, 40);
        ClosedForm g = f;
        InverseHessian inverse = name.startsWith("lbfgs")
                ? new LimitedMemory(manager, 20)
                : new SelfScaledBroyden(manager, BroydenScaling.valueOf(name.toUpperCase(java.util.Locale.ROOT)));
        g.descend(new QuasiNewton(manager, () -> g.parameters, name, inverse, exact), 0, N);
        assertTrue(g.loss() < 1e-16, name + " left " + g.loss());
        assertTrue(loose < 1e-2, name + " left " + loose);
    }

    @Test
    void limitedMemoryStartsAsBfgs() {
        ClosedForm f = rosenbrock(10);
        ClosedForm g = rosenbrock(10);
        f.descend(optimizer("lbfgs10", f, 0.9), 0, 2);
        g.descend(optimizer("bfgs", g, 0.9), 0, 2);
        assertArrayEquals(f.x(), g.x(), 1e-13);
    }

    /** SciPy 1.17 needs 41 (BFGS) and 47 (L-BFGS-B) evaluations to 1e-20 at n = 2, and 653 and 594 at n = 100. */
    @ParameterizedTest
    @CsvSource({
        "lbfgs50, 2, 65", "bfgs, 2, 60", "ssbfgs, 2, 70", "ssbroyden2, 2, 70",
        "lbfgs50, 100, 700", "bfgs, 100, 850", "ssbfgs, 100, 750", "ssbroyden2, 100, 1200"
    })
    void rosenbrocksValleyIsFollowedToItsEnd(String name, int n, int evaluations) {
        ClosedForm f = rosenbrock(n);
        f.descend(optimizer(name, f, 0.9), 1e-20, 3000);
        assertTrue(f.loss() <= 1e-20, name + " left " + f.loss());
        assertTrue(f.evaluations <= evaluations, name + " took " + f.evaluations);
        for (double x : f.x()) {
            assertEquals(1, x, 1e-8);
        }
    }

    @Test
    void theLossAndGradientOfTheLastPointAreKept() {
        ClosedForm f = new ClosedForm(
                manager,
                (x, g) -> {
                    g[0] += x[0];
                    return 0.5 * x[0] * x[0];
                },
                0.3);
        Optimizer optimizer = optimizer("bfgs", f, 0.9);
        optimizer.step(1, f);
        assertEquals(2, f.evaluations, "the start and a full step");
        f.changed = true;
        f.evaluations = 0;
        double before = f.loss();
        assertEquals(before, optimizer.step(1, f).value());
        assertTrue(f.evaluations >= 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lbfgs5", "ssbroyden2", "ssbfgs"})
    void aResumedRunIsTheUninterruptedOneToTheLastBit(String name) {
        ClosedForm whole = rosenbrock(30);
        Optimizer optimizer = optimizer(name, whole, 0.9);
        whole.descend(optimizer, 0, 40);
        Map<String, NDArray> saved = new HashMap<>();
        optimizer.state().forEach((key, array) -> saved.put(key, array.duplicate()));
        ClosedForm resumed = new ClosedForm(manager, ClosedForm.ROSENBROCK, whole.x());
        whole.descend(optimizer, 0, 120);

        Optimizer second = optimizer(name, resumed, 0.9);
        second.restore(saved);
        resumed.changed = true;
        resumed.descend(second, 0, 1);
        resumed.changed = false;
        resumed.descend(second, 0, 119);
        assertArrayEquals(whole.x(), resumed.x());
    }

    /** A barrier: not a number beyond |x| = 1, steep near it. */
    @ParameterizedTest
    @ValueSource(strings = {"lbfgs5", "ssbroyden2"})
    void aLossThatIsNotANumberIsStayedAwayFrom(String name) {
        ClosedForm f = new ClosedForm(
                manager,
                (x, g) -> {
                    double sum = 0;
                    for (int i = 0; i < x.length; i++) {
                        sum += -Math.log(1 - x[i] * x[i]) - 40 * (i + 1) * x[i];
                        g[i] += 2 * x[i] / (1 - x[i] * x[i]) - 40 * (i + 1);
                    }
                    return sum;
                },
                0,
                0.1,
                -0.9);
        f.descend(optimizer(name, f, 0.9), Double.NEGATIVE_INFINITY, 80);
        assertTrue(Vectors.norm(f.gradient()) < 1e-6, "gradient " + Vectors.norm(f.gradient()));
    }

    @Test
    void aGradientThatIsNotANumberIsALossThatIsNone() {
        ClosedForm f = new ClosedForm(
                manager,
                (x, g) -> {
                    g[0] = Double.NaN;
                    return 3;
                },
                1,
                2);
        Optimizer optimizer = optimizer("bfgs", f, 0.9);
        assertTrue(Double.isNaN(optimizer.step(1, f).value()));
        assertFalse(optimizer.stalled());
        assertArrayEquals(new double[] {1, 2}, f.x());
    }

    @Test
    void aLossThatIsNotANumberAtTheStartChangesNothing() {
        ClosedForm f = new ClosedForm(manager, (x, g) -> Double.NaN, 1, 2);
        Loss loss = optimizer("bfgs", f, 0.9).step(1, f);
        assertTrue(Double.isNaN(loss.value()));
        assertArrayEquals(new double[] {1, 2}, f.x());
    }

    @Test
    void atTheMinimumItStallsAndAnotherObjectiveWakesIt() {
        ClosedForm f = rosenbrock(4);
        Optimizer optimizer = optimizer("ssbroyden2", f, 0.9);
        for (int step = 0; step < 500 && !optimizer.stalled(); step++) {
            optimizer.step(1, f);
        }
        assertTrue(optimizer.stalled());
        assertTrue(f.loss() < 1e-25, "stalled at " + f.loss());
        f.evaluations = 0;
        double[] x = f.x();
        optimizer.step(1, f);
        assertEquals(0, f.evaluations);
        assertArrayEquals(x, f.x());

        ClosedForm other = new ClosedForm(manager, ClosedForm.ROSENBROCK, 0, 0, 0, 0);
        f.changed = true;
        new FlatParameters(f.parameters).set(other.x());
        optimizer.step(1, f);
        assertFalse(optimizer.stalled());
        assertTrue(f.loss() < other.loss());
    }

    @Test
    void singlePrecisionIsRefusedByName() {
        Parameter single = new Parameter("hidden/weight", manager.zeros(new Shape(3)), Parameter.Group.DENSE);
        ClosedForm f = rosenbrock(2);
        for (OptimizerOptions options : List.of(
                BroydenOptions.defaults(),
                LbfgsOptionsBuilder.builder().build(),
                GaussNewtonOptionsBuilder.builder().build())) {
            Optimizer optimizer = options.build(manager, Kernels.of(manager), () -> List.of(single));
            String message =
                    assertThrows(UserError.class, () -> optimizer.step(1, f)).getMessage();
            assertTrue(message.contains("field.precision") && message.contains("hidden/weight"), message);
        }
    }
}
