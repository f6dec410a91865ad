package io.fieldwork.pde.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.reference.KuramotoSivashinskyReference.Start;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Equations on a line against exact solutions, conservation laws, and themselves on finer grids and steps. */
class LineReferencesTest {
    private static double distance(GridSolution truth, GridSolution other, int points) {
        return truth.resample("x", points).relativeError("u", other.resample("x", points));
    }

    /** The kink of the initial field makes each doubling of the grid gain a factor of 3 to 5 only. */
    @Test
    void allenCahnConvergesSlowlyInSpaceAndFastInTime() {
        double[] times = Reference.times(1, 200);
        GridSolution truth = new AllenCahnReference(8192, 2.5e-3).solve(times);
        int[] points = {512, 1024, 2048, 4096};
        double[] errors = {1.16e-5, 3.57e-6, 8.71e-7, 1.71e-7};
        for (int i = 0; i < points.length; i++) {
            GridSolution coarse = new AllenCahnReference(points[i], 2.5e-3).solve(times);
            assertEquals(1, distance(truth, coarse, 512) / errors[i], 0.01);
        }
        GridSolution surrogate = AllenCahnReference.bandLimited().solve(times);
        assertEquals(0, surrogate.relativeError("u", new AllenCahnReference(512, 1e-4).solve(times)), 5e-12);
    }

    @Test
    void burgersAgreesWithColeAndHopf() {
        double[] times = Reference.times(1, 20);
        GridSolution exact = new ColeHopfReference(0.01 / Math.PI, 64, 200).solve(times);
        assertEquals(0, distance(exact, new BurgersReference(0.01 / Math.PI, 2048, 5e-4).solve(times), 64), 1e-9);
        assertEquals(1e-6, distance(exact, new BurgersReference(0.01 / Math.PI, 1024, 5e-4).solve(times), 64), 1e-6);
    }

    @Test
    void kdvConservesMassAndMomentum() {
        GridSolution coarse = new KdvReference(0.022, 512, 1e-4).solve(0, 0.5, 1);
        GridSolution fine = new KdvReference(0.022, 512, 5e-5).solve(0, 0.5, 1);
        assertEquals(0, fine.relativeError("u", coarse), 2e-9);
        for (int t = 0; t < 3; t++) {
            double mass = 0;
            double momentum = 0;
            for (int x = 0; x < 512; x++) {
                double u = fine.value("u", t, x);
                mass += u / 512;
                momentum += u * u / 512;
            }
            assertEquals(0, mass, 1e-13);
            assertEquals(0.5, momentum, 1e-10);
        }
    }

    @Test
    void kdvIsOfOrderFourInTime() {
        GridSolution truth = new KdvReference(0.022, 256, 5e-5).solve(0.3);
        double coarse = truth.relativeError("u", new KdvReference(0.022, 256, 1e-3).solve(0.3));
        double fine = truth.relativeError("u", new KdvReference(0.022, 256, 5e-4).solve(0.3));
        assertEquals(4, Math.log(coarse / fine) / Math.log(2), 0.3);
    }

    @Test
    void regularKuramotoSivashinskyHasConverged() {
        double[] times = Reference.times(0.5, 10);
        GridSolution settled = KuramotoSivashinskyReference.regular().solve(times);
        GridSolution finer = new KuramotoSivashinskyReference(Start.SINE, 5, 0.5, 0.005, 256, 2e-5).solve(times);
        assertEquals(0, finer.relativeError("u", settled), 2e-11);
        GridSolution half = new KuramotoSivashinskyReference(Start.SINE, 5, 0.5, 0.005, 128, 4e-5).solve(times);
        assertEquals(0, distance(settled, half, 128), 1e-9);
    }

    @Test
    void chaoticKuramotoSivashinskyGoesOnWhereItWasLeft() {
        double growth = 100.0 / 256;
        double damping = 100.0 / 65536;
        var whole = new KuramotoSivashinskyReference(Start.COSINE, 6.25, growth, damping, 256, 1e-4);
        var rest = new KuramotoSivashinskyReference(Start.DEVELOPED, 6.25, growth, damping, 256, 1e-4);
        GridSolution a = whole.solve(0.5, 0.7);
        GridSolution b = rest.solve(0, 0.2);
        for (int x = 0; x < 256; x++) {
            assertEquals(a.value("u", 0, x), b.value("u", 0, x), 1e-12);
            assertEquals(a.value("u", 1, x), b.value("u", 1, x), 1e-10);
        }
    }

    @Test
    void chaoticKuramotoSivashinskyHasConverged() {
        double[] times = {0.2, 0.4};
        GridSolution settled =
                KuramotoSivashinskyReference.chaotic(Start.COSINE).solve(times);
        double growth = 100.0 / 256;
        double damping = 100.0 / 65536;
        var half = new KuramotoSivashinskyReference(Start.COSINE, 6.25, growth, damping, 384, 4e-5);
        var late = new KuramotoSivashinskyReference(Start.COSINE, 6.25, growth, damping, 512, 4e-5);
        assertEquals(0, distance(settled, half.solve(times), 128), 1e-9);
        assertEquals(0, settled.relativeError("u", late.solve(times)), 1e-9);
    }

    /** On a wide domain the bound state of two solitons (Satsuma and Yajima 1974) is known in closed form. */
    @Test
    void schroedingerFollowsTheBoundState() {
        GridSolution h = new SchroedingerReference(20, 1024, 5e-4).solve(0, 0.3, Math.PI / 4, Math.PI / 2);
        double worst = 0;
        for (int i = 0; i < h.axis("t").size(); i++) {
            double t = h.axis("t").at(i);
            double norm = 0;
            for (int j = 0; j < 1024; j++) {
                double x = h.axis("x").at(j);
                double u = h.value("u", i, j);
                double v = h.value("v", i, j);
                norm += (u * u + v * v) * 40 / 1024;
                double scale = 4 / (Math.cosh(4 * x) + 4 * Math.cosh(2 * x) + 3 * Math.cos(4 * t));
                double re = scale * (Math.cosh(3 * x) + 3 * Math.cos(4 * t) * Math.cosh(x));
                double im = scale * 3 * Math.sin(4 * t) * Math.cosh(x);
                worst = Math.max(worst, Math.abs(u - (re * Math.cos(t / 2) - im * Math.sin(t / 2))));
                worst = Math.max(worst, Math.abs(v - (re * Math.sin(t / 2) + im * Math.cos(t / 2))));
            }
            assertEquals(8, norm, 1e-8);
        }
        assertEquals(0, worst, 1e-7);
    }

    /** Differences of order four in t and x satisfy the equation. */
    @Test
    void heatObeysItsEquation() {
        double e = 1e-3;
        GridSolution u = new HeatReference(0.3, List.of(1.0, 0.0, -0.5), 101).solve(0, 0.2 - e, 0.2, 0.2 + e);
        for (int x = 2; x < 99; x++) {
            double ut = (u.value("u", 3, x) - u.value("u", 1, x)) / (2 * e);
            double near = u.value("u", 2, x - 1) + u.value("u", 2, x + 1);
            double far = u.value("u", 2, x - 2) + u.value("u", 2, x + 2);
            double uxx = (16 * near - far - 30 * u.value("u", 2, x)) / (12 * 1e-4);
            assertEquals(ut, 0.3 * uxx, 1e-4);
            assertEquals(
                    Math.sin(Math.PI * x / 100) - 0.5 * Math.sin(3 * Math.PI * x / 100), u.value("u", 0, x), 1e-14);
        }
        assertEquals(0, u.value("u", 2, 100), 1e-15);
    }

    @Test
    void lorenzHoldsAgainstATighterTolerance() {
        double[] times = Reference.times(20, 100);
        GridSolution tight = new LorenzReference(10, 28, 8.0 / 3, 1e-14).solve(times);
        GridSolution settled = LorenzReference.converged().solve(times);
        for (String unknown : List.of("x", "y", "z")) {
            assertEquals(0, tight.relativeError(unknown, settled), 2e-9);
        }
        assertEquals(1, settled.value("y", 0), 0);
    }

    @Test
    void saysWhereASolutionBreaksDown() {
        UserError error =
                assertThrows(UserError.class, () -> new AllenCahnReference(64, 3).solve(Reference.times(120, 8)));
        assertTrue(error.getMessage().contains("'allen-cahn' has the value")
                && error.getMessage().contains("for u at t = "));
        assertThrows(UserError.class, () -> KdvReference.converged().solve(0, 0));
        assertThrows(UserError.class, () -> new LorenzReference(10, 28, 8.0 / 3, 1e-30).solve(1));
        assertThrows(UserError.class, () -> KdvReference.converged().solve(-1));
        assertThrows(UserError.class, () -> KdvReference.converged().solve());
    }
}
