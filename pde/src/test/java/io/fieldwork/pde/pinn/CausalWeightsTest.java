package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Causal weights and adaptive points against hand calculation. */
class CausalWeightsTest {
    private static CausalWeights weights(NDManager manager) {
        return new CausalWeights(manager, new CausalOptions(true, 4, List.of(0.5, 2.0), 0.9, true, 1));
    }

    @Test
    void weightsAreTheFormulaOfThePaper() {
        try (NDManager manager = Compute.configured().newManager()) {
            CausalWeights causal = weights(manager);
            double[] r = {1, -1, 2, 0, 0.5, 0.5, 3, 1};
            NDArray losses = causal.chunks(manager.create(r));
            assertArrayEquals(new double[] {1, 2, 0.25, 5}, losses.toDoubleArray(), 1e-15);
            NDArray w = causal.weights(losses, manager.create(0.3));
            double[] sums = {0.3, 1.3, 3.3, 3.55};
            double[] expected = Arrays.stream(sums).map(s -> Math.exp(-0.5 * s)).toArray();
            assertArrayEquals(expected, w.toDoubleArray(), 1e-15);
            assertEquals(expected[3], causal.least(), 1e-15);
            double weighted = (expected[0] + 2 * expected[1] + 0.25 * expected[2] + 5 * expected[3]) / 4;
            assertEquals(weighted, causal.weighted(w, losses).getDouble(), 1e-14);
        }
    }

    @Test
    void aStageEndsByTheCriterionOrByItsShareOfTheRun() {
        try (NDManager manager = Compute.configured().newManager()) {
            CausalWeights causal = weights(manager);
            causal.weights(manager.create(new double[] {1, 1, 1, 1}), manager.create(0.0));
            assertFalse(causal.advance(0.3));
            assertTrue(causal.advance(0.5));
            assertEquals(2, causal.epsilon());
            causal.weights(manager.create(new double[] {1e-3, 1e-3, 1e-3, 1e-3}), manager.create(0.0));
            assertFalse(causal.advance(0.6));
            assertTrue(causal.reached());
            causal.restart();
            assertEquals(0.5, causal.epsilon());
            causal.weights(manager.create(new double[] {1e-3, 1e-3, 1e-3, 1e-3}), manager.create(0.0));
            assertTrue(causal.advance(0));
        }
    }

    @Test
    void adaptivePointsFollowTheResidual() {
        int n = 20000;
        double[][] candidates = new double[n][];
        double[] residual = new double[n];
        for (int i = 0; i < n; i++) {
            candidates[i] = new double[] {i};
            residual[i] = i < n / 4 ? 3 : 1.0 / 3;
        }
        Adaptive adaptive = new Adaptive(CollocationOptions.defaults());
        double[][] chosen = adaptive.choose(1000, candidates, residual, Draws.of(2, "choice", 0));
        assertEquals(
                1000, Arrays.stream(chosen).mapToDouble(p -> p[0]).distinct().count());
        long large = Arrays.stream(chosen).filter(p -> p[0] < n / 4).count();
        double expected = 0.25 * 4 / (0.25 * 4 + 0.75 * (1 + 1.0 / 3));
        assertEquals(expected * 1000, large, 4 * Math.sqrt(1000 * expected * (1 - expected)) + 15);
    }
}
