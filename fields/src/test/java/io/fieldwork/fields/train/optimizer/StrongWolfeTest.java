package io.fieldwork.fields.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.train.optimizer.StrongWolfe.Found;
import io.fieldwork.fields.train.optimizer.StrongWolfe.Point;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrongWolfeTest {
    private static Point point(DoubleUnaryOperator f, DoubleUnaryOperator slope, double a) {
        return new Point(a, f.applyAsDouble(a), slope.applyAsDouble(a), new double[0], Map.of());
    }

    private static Found search(StrongWolfe wolfe, DoubleUnaryOperator f, DoubleUnaryOperator slope, double first) {
        return wolfe.search(point(f, slope, 0), first, a -> point(f, slope, a));
    }

    private static void assertWolfe(StrongWolfe wolfe, Point start, Found found) {
        Point p = found.point();
        assertTrue(found.satisfied());
        assertTrue(p.step() > 0);
        assertTrue(p.loss() <= start.loss() + StrongWolfe.C1 * p.step() * start.slope());
        assertTrue(Math.abs(p.slope()) <= wolfe.c2() * Math.abs(start.slope()));
        assertTrue(found.evaluations() <= wolfe.most());
    }

    /** Sums of waves in a bowl: bounded below, many minima, slopes of both signs. */
    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.1, 1e-3})
    void bothConditionsHoldOnRandomSmoothFunctions(double c2) {
        StrongWolfe wolfe = new StrongWolfe(c2, 60);
        int evaluations = 0;
        for (int k = 0; k < 600; k++) {
            Draws draws = Draws.of(3, "waves", k);
            double bowl = Math.exp(4 * draws.uniform(0) - 2);
            double centre = 6 * draws.uniform(1);
            double height = 3 * draws.uniform(2);
            double wave = 0.3 + 4 * draws.uniform(3);
            double phase = 6.3 * draws.uniform(4);
            DoubleUnaryOperator f = a -> bowl * (a - centre) * (a - centre) + height * Math.sin(wave * a + phase);
            DoubleUnaryOperator slope = a -> 2 * bowl * (a - centre) + height * wave * Math.cos(wave * a + phase);
            if (slope.applyAsDouble(0) < -1e-3) {
                double first = Math.pow(10, 8 * draws.uniform(5) - 5);
                Found found = search(wolfe, f, slope, first);
                assertWolfe(wolfe, point(f, slope, 0), found);
                evaluations += found.evaluations();
            }
        }
        assertTrue(evaluations < 600 * 12, "searches took " + evaluations + " evaluations");
    }

    @Test
    void aStepThatIsGoodAtOnceCostsOneEvaluation() {
        Found found = search(StrongWolfe.USUAL, a -> (a - 1) * (a - 1), a -> 2 * (a - 1), 1);
        assertEquals(1, found.evaluations());
        assertEquals(1, found.point().step());
    }

    @Test
    void theMinimumOfAParabolaIsFoundInTwoEvaluationsFromAShortOrALongStep() {
        StrongWolfe exact = new StrongWolfe(1e-8, 30);
        for (double first : new double[] {0.4, 1.9}) {
            Found found = search(exact, a -> (a - 1) * (a - 1), a -> 2 * (a - 1), first);
            assertEquals(1, found.point().step(), 1e-9);
            assertEquals(2, found.evaluations());
        }
    }

    /** -log(1 - a) is not a number beyond 1. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 30, 1e8})
    void aLossThatIsNotFiniteShortensTheStep(double first) {
        DoubleUnaryOperator f = a -> -Math.log(1 - a) - 3 * a;
        DoubleUnaryOperator slope = a -> 1 / (1 - a) - 3;
        StrongWolfe wolfe = new StrongWolfe(0.1, 40);
        Found found = search(wolfe, f, slope, first);
        assertWolfe(wolfe, point(f, slope, 0), found);
        assertEquals(2.0 / 3, found.point().step(), 0.1);
    }

    @Test
    void whereNothingIsLowerTheStartIsReturned() {
        DoubleUnaryOperator kink = Math::abs;
        Found found = search(StrongWolfe.USUAL, kink, a -> a == 0 ? -1 : 1, 1);
        assertFalse(found.satisfied());
        assertEquals(0, found.point().step());
        assertTrue(found.evaluations() <= 30);
    }

    @Test
    void anUnboundedDescentEndsAtTheLastEvaluation() {
        Found found = search(StrongWolfe.USUAL, a -> -a, a -> -1, 1);
        assertFalse(found.satisfied());
        assertEquals(30, found.evaluations());
        assertTrue(found.point().loss() < -1e10);
    }
}
