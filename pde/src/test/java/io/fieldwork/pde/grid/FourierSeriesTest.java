package io.fieldwork.pde.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.pde.reference.AnalyticSolution;
import io.fieldwork.pde.reference.KuramotoSivashinskyReference;
import io.fieldwork.pde.reference.KuramotoSivashinskyReference.Start;
import io.fieldwork.pde.reference.NavierStokesReference;
import java.util.List;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;

/** Series against functions they represent exactly. */
class FourierSeriesTest {
    private static DerivativeStructure f(DerivativeStructure x, DerivativeStructure y) {
        DerivativeStructure a = x.subtract(0.3).multiply(2 * Math.PI);
        DerivativeStructure b = y.multiply(Math.PI);
        return a.multiply(3)
                .cos()
                .multiply(b.multiply(2).sin())
                .add(a.sin().multiply(0.5))
                .add(b.multiply(4).cos())
                .add(0.2);
    }

    @Test
    void allDerivativesInThePlane() {
        GridAxis x = GridAxis.periodic("x", 0.3, 1, 12);
        GridAxis y = GridAxis.periodic("y", -1, 2, 16);
        GridSolution table = AnalyticSolution.of(
                "u",
                p -> f(new DerivativeStructure(2, 1, p[0]), new DerivativeStructure(2, 1, p[1]))
                        .getValue(),
                x,
                y);
        FourierSeries series = FourierSeries.through(List.of(x, y), table.values("u"));
        DerivativeStructure px = new DerivativeStructure(3, 3, 1, 0.41);
        DerivativeStructure py = new DerivativeStructure(3, 3, 2, 0.77);
        DerivativeStructure truth = f(px.multiply(px), py.exp());
        DerivativeStructure own = series.of(px.multiply(px), py.exp());
        double[] expected = truth.getAllDerivatives();
        double[] found = own.getAllDerivatives();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-11 * Math.max(1, Math.abs(expected[i])));
        }
        assertEquals(truth.getValue(), series.at(0.41 * 0.41, Math.exp(0.77)), 1e-13);
    }

    @Test
    void goesThroughAState() {
        var reference = new KuramotoSivashinskyReference(Start.COSINE, 6.25, 100.0 / 256, 100.0 / 65536, 256, 1e-4);
        GridSolution solution = reference.solve(0.1, 0.2);
        FourierSeries series = FourierSeries.through(solution, "u", 1);
        for (int i = 0; i < 256; i += 5) {
            assertEquals(solution.value("u", 1, i), series.at(solution.axis("x").at(i)), 1e-12);
        }
        GridSolution between = solution.resample("x", 300);
        for (int i = 0; i < 300; i += 7) {
            assertEquals(between.value("u", 1, i), series.at(between.axis("x").at(i)), 1e-12);
        }
    }

    /** The highest mode of one axis counts, as a cosine. */
    @Test
    void goesThroughAKink() {
        GridAxis axis = GridAxis.periodic("x", -1, 2, 32);
        GridSolution kink = AnalyticSolution.of("u", p -> p[1] * p[1] + Math.exp(p[1]), GridAxis.of("t", 0), axis);
        FourierSeries series = FourierSeries.through(kink, "u", 0);
        for (int i = 0; i < 32; i++) {
            assertEquals(kink.value("u", 0, i), series.at(axis.at(i)), 1e-13);
        }
        GridSolution between = kink.resample("x", 45);
        for (int i = 0; i < 45; i++) {
            assertEquals(between.value("u", 0, i), series.at(between.axis("x").at(i)), 1e-13);
        }
    }

    /** Each wave decays at its own rate. */
    @Test
    void spreads() {
        GridAxis axis = GridAxis.periodic("x", 0, 2, 16);
        GridSolution waves = AnalyticSolution.of(
                "u", p -> 0.3 + Math.sin(Math.PI * p[1]) - 2 * Math.cos(5 * Math.PI * p[1]), GridAxis.of("t", 0), axis);
        Smooth spreading = FourierSeries.through(waves, "u", 0).spreading(0.01);
        DerivativeStructure t = new DerivativeStructure(2, 3, 0, 0.7);
        DerivativeStructure x = new DerivativeStructure(2, 3, 1, 0.3);
        double rate = -0.01 * Math.PI * Math.PI;
        DerivativeStructure slow =
                t.multiply(rate).exp().multiply(x.multiply(Math.PI).sin());
        DerivativeStructure fast =
                t.multiply(25 * rate).exp().multiply(x.multiply(5 * Math.PI).cos());
        double[] expected = slow.add(fast.multiply(-2)).add(0.3).getAllDerivatives();
        double[] found = spreading.of(t, x).getAllDerivatives();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-11 * Math.max(1, Math.abs(expected[i])));
        }
    }

    @Test
    void goesThroughAFlow() {
        GridSolution fine = new NavierStokesReference(1, 5, 0.01, 64, 1e-2).solve(0);
        GridSolution coarse = new NavierStokesReference(1, 5, 0.01, 32, 1e-2).solve(0);
        FourierSeries v = FourierSeries.through(coarse, "v", 0);
        for (int i = 0; i < 64; i += 7) {
            for (int j = 0; j < 64; j += 5) {
                double there = v.at(fine.axis("x").at(i), fine.axis("y").at(j));
                assertEquals(fine.value("v", 0, i, j), there, 1e-12);
            }
        }
    }
}
