package io.fieldwork.fields.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Storage;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelfScaledBroydenTest {
    private static final int N = 7;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static double[] random(int n, long step) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = Draws.of(11, "steps", step).normal(i);
        }
        return x;
    }

    /**
     * A step of random length along the direction over a bowl whose curvatures 1 to 9 are disturbed at random.
     */
    private static InverseHessian.Step step(InverseHessian inverse, double[] before, long k) {
        double[] direction = inverse.direction(before);
        double length = 0.2 + 2 * Draws.of(11, "length", k).uniform(0);
        double[] s = Vectors.scaled(direction, length);
        double[] y = Vectors.scaled(random(s.length, 1000 + k), 0.3 * Vectors.norm(s) / Math.sqrt(s.length));
        for (int i = 0; i < s.length; i++) {
            y[i] += (1 + 8.0 * i / s.length) * s[i];
        }
        return new InverseHessian.Step(length, s, y, before, Vectors.along(before, 1, y));
    }

    private static double[][] dense(InverseHessian inverse, int n) {
        double[] flat = inverse.state().get("inverse").toDoubleArray();
        double[][] h = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(flat, i * n, h[i], 0, n);
        }
        return h;
    }

    private static double[] times(double[][] h, double[] x) {
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                product[i] += h[i][j] * x[j];
            }
        }
        return product;
    }

    /** The update as the papers print it, entry by entry, with s^T B s from the matrix equation rather than the direction. */
    private static double[][] reference(
            BroydenScaling scaling, double[][] h, InverseHessian.Step step, double[] bs, boolean first) {
        int n = h.length;
        double[] s = step.s();
        double[] y = step.y();
        double[] hy = times(h, y);
        double ys = Vectors.dot(y, s);
        double yhy = Vectors.dot(y, hy);
        double b = Vectors.dot(s, bs) / ys;
        double big = yhy / ys;
        double a = b * big - 1;
        double theta = 0;
        double tau = scaling == BroydenScaling.BFGS ? 1 : Math.min(1, 1 / b);
        if (scaling == BroydenScaling.SSBROYDEN2) {
            double c = Math.sqrt(a / (1 + a));
            double rhoMinus = Math.min(1, big * (1 - c));
            theta = Math.max((rhoMinus - 1) / a, Math.min(1 / rhoMinus, (1 - b) / b));
            double sigma = 1 + theta * a;
            double rho = Math.min(1, 1 / b);
            double root = Math.pow(Math.abs(sigma), 1.0 / (1 - n));
            tau = theta <= 0 ? Math.min(rho * root, sigma) : rho * Math.min(root, 1 / theta);
        }
        if (first) {
            tau = big / (1 + theta * a);
        }
        double phi = (1 - theta) / (1 + a * theta);
        double[][] next = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double vi = s[i] / ys - hy[i] / yhy;
                double vj = s[j] / ys - hy[j] / yhy;
                next[i][j] = (h[i][j] - hy[i] * hy[j] / yhy + phi * yhy * vi * vj) / tau + s[i] * s[j] / ys;
            }
        }
        return next;
    }

    @ParameterizedTest
    @EnumSource(BroydenScaling.class)
    void everyUpdateIsThePapersFormula(BroydenScaling scaling) {
        SelfScaledBroyden inverse = new SelfScaledBroyden(manager, scaling);
        double[] gradient = random(N, 0);
        double[][] h = new double[N][N];
        for (int i = 0; i < N; i++) {
            h[i][i] = 1;
        }
        for (int k = 0; k < 30; k++) {
            InverseHessian.Step step = step(inverse, gradient, k);
            double[] bs = Vectors.scaled(gradient, -step.length());
            h = reference(scaling, h, step, bs, k == 0);
            inverse.update(step);
            gradient = random(N, k);
            double[][] ours = dense(inverse, N);
            double size = 0;
            for (double[] row : h) {
                size = Math.max(size, Vectors.norm(row));
            }
            for (int i = 0; i < N; i++) {
                assertArrayEquals(h[i], ours[i], 1e-9 * size, "update " + k);
            }
            h = ours;
        }
    }

    @ParameterizedTest
    @EnumSource(BroydenScaling.class)
    void theSecantEquationSymmetryAndPositiveDefinitenessHoldAfterEveryUpdate(BroydenScaling scaling) {
        int n = 23;
        SelfScaledBroyden inverse = new SelfScaledBroyden(manager, scaling);
        double[] gradient = random(n, 5);
        for (int k = 0; k < 210; k++) {
            InverseHessian.Step step = step(inverse, gradient, k);
            inverse.update(step);
            double[][] h = dense(inverse, n);
            double scale = 0;
            for (double[] row : h) {
                scale = Math.max(scale, Vectors.norm(row));
            }
            double[] hy = times(h, step.y());
            assertArrayEquals(step.s(), hy, 1e-11 * scale * Vectors.norm(step.y()), "secant of update " + k);
            assertArrayEquals(
                    Vectors.scaled(times(h, step.after()), -1),
                    inverse.direction(step.after()),
                    1e-11 * scale * Vectors.norm(step.after()),
                    "direction after update " + k);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    assertEquals(h[i][j], h[j][i], 1e-13 * scale);
                }
            }
            assertTrue(isPositiveDefinite(h), "update " + k);
            gradient = random(n, 5 + k);
        }
    }

    private static boolean isPositiveDefinite(double[][] h) {
        int n = h.length;
        double[][] l = new double[n][n];
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double rest = h[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= l[i][k] * l[j][k];
                }
                if (i == j && !(rest > 0)) {
                    return false;
                }
                l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
            }
        }
        return true;
    }

    @Test
    void aCheckForgetsWhatIsNotPositiveDefiniteAndNothingElse() {
        SelfScaledBroyden inverse = new SelfScaledBroyden(manager, BroydenScaling.SSBROYDEN2);
        inverse.check();
        assertTrue(inverse.fresh());
        inverse.update(step(inverse, random(N, 0), 0));
        double[] before = inverse.state().get("inverse").toDoubleArray();
        inverse.check();
        assertArrayEquals(before, inverse.state().get("inverse").toDoubleArray());
        before[0] = -1;
        Storage.overwrite(inverse.state().get("inverse"), manager.create(before, new Shape(N, N)));
        inverse.check();
        assertTrue(inverse.fresh());
        assertArrayEquals(Vectors.scaled(random(N, 3), -1), inverse.direction(random(N, 3)));
    }

    @Test
    void whatIsRestoredGoesOnToTheLastBit() {
        SelfScaledBroyden whole = new SelfScaledBroyden(manager, BroydenScaling.SSBROYDEN2);
        double[] gradient = random(N, 0);
        for (int k = 0; k < 5; k++) {
            InverseHessian.Step step = step(whole, gradient, k);
            whole.update(step);
            gradient = step.after();
        }
        Map<String, NDArray> saved = new HashMap<>();
        whole.state().forEach((name, array) -> saved.put(name, array.duplicate()));
        SelfScaledBroyden restored = new SelfScaledBroyden(manager, BroydenScaling.SSBROYDEN2);
        restored.restore(saved);
        assertFalse(restored.fresh());
        for (int k = 5; k < 9; k++) {
            InverseHessian.Step step = step(whole, gradient, k);
            assertArrayEquals(whole.direction(gradient), restored.direction(gradient));
            whole.update(step);
            restored.update(step);
            gradient = step.after();
        }
    }
}
