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
    private static final double[] TIMES = {0.1, 0.3, 0.6, 0.9};

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
            assertFalse(causal.advance(0.3, 1, () -> TIMES));
            assertTrue(causal.advance(0.5, 2, () -> TIMES));
            assertEquals(2, causal.epsilon());
            causal.weights(manager.create(new double[] {1e-3, 1e-3, 1e-3, 1e-3}), manager.create(0.0));
            assertFalse(causal.advance(0.6, 30, () -> TIMES));
            assertTrue(causal.reached());
            assertEquals(30, causal.reachedAt());
            causal.restart();
            assertEquals(0.5, causal.epsilon());
            causal.weights(manager.create(new double[] {1e-3, 1e-3, 1e-3, 1e-3}), manager.create(0.0));
            assertTrue(causal.advance(0, 40, () -> TIMES));
        }
    }

    @Test
    void atMostEightMomentsAreKeptAndTheyLieEvenly() {
        for (int steps : new int[] {5, 8, 9, 100, 12345}) {
            CausalHistory history = new CausalHistory();
            for (long step = 1; step <= steps; step++) {
                if (history.due(step)) {
                    history.add(new CausalProfile(step, 1, false, TIMES, TIMES));
                }
            }
            long[] kept = history.all().stream().mapToLong(CausalProfile::step).toArray();
            assertTrue(kept.length <= 8 && kept.length >= Math.min(steps, 4), Arrays.toString(kept));
            long gap = kept[1] - kept[0];
            for (int i = 0; i < kept.length; i++) {
                assertEquals((i + 1) * gap, kept[i], Arrays.toString(kept));
            }
            assertTrue(kept[kept.length - 1] > steps - gap, Arrays.toString(kept));
        }
    }

    @Test
    void profilesAreTheWeightsOfTheirMomentAndSurviveACheckpoint() {
        try (NDManager manager = Compute.configured().newManager()) {
            CausalWeights causal = weights(manager);
            causal.weights(manager.create(new double[] {1, 2, 0.5, 1}), manager.create(0.1));
            assertFalse(causal.advance(0.1, 1, () -> TIMES));
            causal.weights(manager.create(new double[] {0.01, 0.02, 0.03, 1}), manager.create(0.1));
            assertTrue(causal.advance(0.1, 2, () -> TIMES), "the least weight is exp(-0.08)");
            causal.weights(manager.create(new double[] {1, 1, 1, 1}), manager.create(0.0));
            List<CausalProfile> profiles = causal.profiles(() -> TIMES);
            assertEquals(
                    List.of(1L, 2L, 3L),
                    profiles.stream().map(CausalProfile::step).toList());
            assertEquals(
                    List.of(0.5, 0.5, 2.0),
                    profiles.stream().map(CausalProfile::epsilon).toList());
            assertEquals(
                    List.of(false, true, false),
                    profiles.stream().map(CausalProfile::last).toList());
            double[] first = {0.1, 1.1, 3.1, 3.6};
            for (int i = 0; i < 4; i++) {
                assertEquals(Math.exp(-0.5 * first[i]), profiles.get(0).weights()[i], 1e-15);
                assertEquals(Math.exp(-2.0 * i), profiles.get(2).weights()[i], 1e-15);
            }
            CausalWeights other = weights(manager);
            other.restore(causal.state());
            List<CausalProfile> again = other.profiles(() -> TIMES);
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(profiles.get(i).row(), again.get(i).row());
            }
            assertEquals(causal.least(), other.least());
            causal.restart();
            assertEquals(List.of(), causal.profiles(() -> TIMES));
        }
    }

    @Test
    void chunksLieAtTheMeanTimeOfTheirPoints() {
        double[][] points = {{0, 9}, {0.2, 9}, {0.4, 9}, {0.8, 9}, {0.8, 9}, {1, 9}};
        assertArrayEquals(new double[] {0.1, 0.6, 0.9}, Collocation.times(points, 3), 1e-15);
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
        Adaptive adaptive = new Adaptive(CollocationOptionsBuilder.builder().build());
        double[][] chosen = adaptive.choose(1000, candidates, residual, Draws.of(2, "choice", 0));
        assertEquals(
                1000, Arrays.stream(chosen).mapToDouble(p -> p[0]).distinct().count());
        long large = Arrays.stream(chosen).filter(p -> p[0] < n / 4).count();
        double expected = 0.25 * 4 / (0.25 * 4 + 0.75 * (1 + 1.0 / 3));
        assertEquals(expected * 1000, large, 4 * Math.sqrt(1000 * expected * (1 - expected)) + 15);
    }
}
