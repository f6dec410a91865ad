package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.BroydenOptions;
import io.fieldwork.fields.train.optimizer.FlatParameters;
import io.fieldwork.fields.train.optimizer.GaussNewtonOptionsBuilder;
import io.fieldwork.fields.train.optimizer.Linearisation;
import io.fieldwork.fields.train.optimizer.PhasesOptions;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Exact;
import io.fieldwork.pde.equation.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on equations whose solutions are known, and the ways in which a run can be put together. */
class PinnTaskTest {
    @TempDir
    private Path folder;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private PinnSession session(Problem problem, PinnOptions options) {
        return PinnSession.open(manager, problem, options, null);
    }

    private static double error(Solution solution) {
        double worst = 0;
        for (int i = 0; i <= 20; i++) {
            for (int j = 0; j < 20; j++) {
                double[] point = {i / 20.0, 2 * Math.PI * j / 20};
                worst = Math.max(worst, Math.abs(solution.at("u", point)[0] - Trials.heat(point[0], point[1])));
            }
        }
        return worst;
    }

    @Test
    void softConditionsGiveTheHeatEquation() {
        try (PinnSession session = session(Trials.heat(), Trials.small(300))) {
            double before = error(session.solution());
            session.trainer(null, List.of()).run();
            double after = error(session.solution());
            assertTrue(after < 1e-4 && after < 1e-3 * before, before + " before, " + after + " after");
        }
    }

    @Test
    void anExactConditionHoldsAtEveryMoment() {
        Problem problem = Trials.heat().conditions(List.of()).exact(new Trials.Started());
        try (PinnSession session = session(problem, Trials.small(200))) {
            for (double x : new double[] {0.1, 2, 5}) {
                assertEquals(Math.sin(x), session.solution().at("u", new double[] {0, x})[0], 1e-15);
                assertEquals(-Math.sin(x), session.solution().at("u", "xx", new double[][] {{0, x}})[0], 1e-13);
            }
            session.trainer(null, List.of()).run();
            assertEquals(Math.sin(2), session.solution().at("u", new double[] {0, 2})[0], 1e-15);
            assertTrue(error(session.solution()) < 1e-5, "error " + error(session.solution()));
        }
    }

    @Test
    void aWindowStartsWhereTheOneBeforeItEnded() {
        Problem problem = Trials.heat().conditions(List.of()).exact(new Trials.Started());
        PinnOptions small = Trials.small(360);
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(small.field())
                .collocation(small.collocation())
                .windows(WindowOptionsBuilder.builder().count(3).exact(true).build())
                .train(small.train())
                .build();
        try (PinnSession session = session(problem, options)) {
            List<Double> windows = new ArrayList<>();
            TrainListener watch = new TrainListener() {
                @Override
                public void onStep(StepReport report) {
                    windows.add(report.shown().get("window"));
                }
            };
            session.trainer(null, List.of(watch)).run();
            assertEquals(List.of(1.0, 2.0, 3.0), windows.stream().distinct().toList());
            assertTrue(error(session.solution()) < 1e-4, "error " + error(session.solution()));
            for (String index : List.of("", "x", "xx")) {
                double before = session.solution().at("u", index, new double[][] {{1 / 3.0, 1.3}})[0];
                double behind = session.solution().at("u", index, new double[][] {{Math.nextUp(1 / 3.0), 1.3}})[0];
                assertEquals(before, behind, 1e-12);
            }
        }
    }

    @Test
    void aWindowIsLeftWhenItsLossIsSmallOrItsPatienceIsOver() {
        Problem problem = Trials.heat().conditions(List.of()).exact(new Trials.Started());
        for (double tolerance : new double[] {1e-3, 1e-300}) {
            PinnOptions small = Trials.small(300);
            WindowOptions windows = WindowOptionsBuilder.builder()
                    .count(6)
                    .exact(true)
                    .tolerance(tolerance)
                    .build();
            Map<Double, List<Double>> losses = new TreeMap<>();
            TrainListener watch = new TrainListener() {
                @Override
                public void onStep(StepReport report) {
                    losses.computeIfAbsent(report.shown().get("window"), w -> new ArrayList<>())
                            .add(report.loss());
                }
            };
            try (PinnSession session = session(
                    problem,
                    PinnOptionsBuilder.builder()
                            .field(small.field())
                            .collocation(small.collocation())
                            .windows(windows)
                            .train(small.train())
                            .build())) {
                session.trainer(null, List.of(watch)).run();
            }
            assertEquals(6, losses.size());
            int left = 300;
            for (int w = 1; w < 6; w++) {
                List<Double> window = losses.get((double) w);
                int most = (int) Math.ceil(left * Math.min(0.5, WindowOptions.PATIENCE / (7 - w)));
                assertTrue(window.size() <= most + 1, window.size() + " steps of at most " + most);
                if (tolerance == 1e-3) {
                    long above =
                            window.stream().filter(loss -> loss > tolerance).count();
                    assertTrue(window.size() - above <= 1, "left at once");
                } else {
                    assertTrue(window.size() >= Math.min(most, left) - 1, "stays as long as it may");
                }
                left -= window.size();
            }
        }
    }

    @Test
    void aWindowFarFromItsToleranceBeginsAgainFromOtherParameters() {
        PinnOptions small = Trials.small(90);
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(small.field())
                .collocation(small.collocation())
                .windows(WindowOptionsBuilder.builder()
                        .count(2)
                        .exact(true)
                        .tolerance(1e-300)
                        .build())
                .train(small.train())
                .build();
        Path file = folder.resolve("again.safetensors");
        List<Double> losses = new ArrayList<>();
        double[] expected;
        try (PinnSession whole = session(Trials.heat(), options)) {
            whole.trainer(null, List.of(losses(losses, -1, null))).run();
            expected = probe(whole);
        }
        List<Integer> jumps = IntStream.range(1, losses.size())
                .filter(i -> losses.get(i) > 10 * losses.get(i - 1))
                .boxed()
                .toList();
        int[] shares = {15, 30, 45, 60, 75};
        assertEquals(shares.length, jumps.size(), jumps::toString);
        for (int i = 0; i < shares.length; i++) {
            assertEquals(shares[i], jumps.get(i), 1.0, "rounding may cost a step");
        }
        assertNotEquals(losses.get(0), losses.get(15));
        Trainer<?>[] trainer = new Trainer<?>[1];
        try (PinnSession first = session(Trials.heat(), options)) {
            trainer[0] = first.trainer(file, List.of(losses(new ArrayList<>(), 20, trainer)));
            trainer[0].run();
        }
        try (PinnSession second = session(Trials.heat(), options)) {
            Trainer<?> rest = second.trainer(file, List.of());
            rest.resume(file);
            rest.run();
            assertArrayEquals(expected, probe(second));
        }
    }

    /** Collects losses and cancels after a step. */
    private static TrainListener losses(List<Double> losses, int stop, Trainer<?>[] trainer) {
        return new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                losses.add(report.loss());
                if (report.progress().step() == stop) {
                    trainer[0].cancel();
                }
            }
        };
    }

    @Test
    void anUnknownCoefficientIsFoundFromData() {
        Draws draws = Draws.of(1, "data", 0);
        double[][] points = new double[100][];
        double[] values = new double[100];
        for (int i = 0; i < 100; i++) {
            points[i] = new double[] {draws.uniform(2 * i), 2 * Math.PI * draws.uniform(2 * i + 1)};
            values[i] = Trials.heat(points[i][0], points[i][1]);
        }
        Problem problem = Trials.heat()
                .conditions(List.of(Condition.data("u", points, values)))
                .learned("nu", 1);
        try (PinnSession session = session(problem, Trials.small(300))) {
            session.trainer(null, List.of()).run();
            assertEquals(Trials.RATE, session.task().evaluate().get("coefficient.nu"), 1e-4);
        }
    }

    @Test
    void aResumedRunEqualsOneThatNeverStopped() {
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(Trials.network(2, 8))
                .collocation(Trials.points(128, 20, true))
                .causal(CausalOptionsBuilder.builder()
                        .enabled(true)
                        .chunks(8)
                        .epsilons(List.of(0.1, 1.0))
                        .refresh(7)
                        .build())
                .windows(WindowOptionsBuilder.builder().count(2).build())
                .weights(Map.of())
                .train(Trials.train(80, new PhasesOptions(AdamOptions.defaults(), 10L, BroydenOptions.defaults())))
                .build();
        Problem problem = Trials.heat();
        Path file = folder.resolve("state.safetensors");
        double[] expected;
        double[][] weights;
        try (PinnSession whole = session(problem, options)) {
            whole.trainer(null, List.of()).run();
            expected = probe(whole);
            weights = weights(whole);
        }
        assertTrue(weights.length > 2, "some moments of the second window");
        for (int stop : new int[] {13, 33, 57}) {
            try (PinnSession first = session(problem, options)) {
                Trainer<?>[] trainer = new Trainer<?>[1];
                trainer[0] = first.trainer(file, List.of(new TrainListener() {
                    @Override
                    public void onStep(StepReport report) {
                        if (report.progress().step() == stop) {
                            trainer[0].cancel();
                        }
                    }
                }));
                assertEquals(TrainResult.Stop.CANCELLED, trainer[0].run().stop());
            }
            try (PinnSession second = session(problem, options)) {
                Trainer<?> trainer = second.trainer(file, List.of());
                trainer.resume(file);
                trainer.run();
                assertArrayEquals(expected, probe(second), "stopped after " + stop);
                assertArrayEquals(weights, weights(second), "stopped after " + stop);
            }
        }
    }

    private static double[][] weights(PinnSession session) {
        return session.task().causalProfiles().stream().map(CausalProfile::row).toArray(double[][]::new);
    }

    @Test
    void causalProfilesSurviveTheEndOfARun() {
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(Trials.network(1, 6))
                .collocation(Trials.points(64, 0, false))
                .causal(CausalOptionsBuilder.builder()
                        .enabled(true)
                        .chunks(4)
                        .epsilons(List.of(1e-9))
                        .threshold(0.5)
                        .build())
                .weights(Map.of())
                .train(Trials.train(6, AdamOptions.defaults()))
                .build();
        Path file = folder.resolve("state.safetensors");
        double[][] expected;
        try (PinnSession session = session(Trials.heat(), options)) {
            session.trainer(file, List.of()).run();
            expected = weights(session);
            assertEquals(1, session.task().causalCriterionStep(), "so small an epsilon leaves weights at 1");
        }
        assertArrayEquals(
                new double[] {1, 2, 3, 4, 5, 6},
                Arrays.stream(expected).mapToDouble(row -> row[0]).toArray());
        for (double[] row : expected) {
            assertArrayEquals(new double[] {1, 1, 1, 1}, Arrays.copyOfRange(row, 7, 11), 1e-6);
            assertArrayEquals(
                    new double[] {1, 3, 5, 7},
                    Arrays.stream(row, 3, 7).map(t -> 8 * t).toArray(),
                    0.2);
        }
        try (PinnSession later = session(Trials.heat(), options)) {
            later.trainer(null, List.of()).resume(file);
            assertArrayEquals(expected, weights(later));
        }
    }

    private static double[] probe(PinnSession session) {
        return session.solution().at("u", new double[][] {{0.1, 1}, {0.45, 2}, {0.7, 3}, {1, 4}});
    }

    @Test
    void theLossOfTheTrueSolutionVanishes() {
        Exact truth = new Exact() {
            @Override
            public DerivativeStructure offset(String unknown, DerivativeStructure... x) {
                return x[0].multiply(-Trials.RATE).exp().multiply(x[1].sin());
            }

            @Override
            public DerivativeStructure factor(String unknown, DerivativeStructure... x) {
                return x[0].multiply(0);
            }
        };
        double[] losses = new double[1];
        TrainListener watch = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                losses[0] = report.loss();
            }
        };
        try (PinnSession session = session(Trials.heat().exact(truth), Trials.small(1))) {
            session.trainer(null, List.of(watch)).run();
        }
        assertTrue(losses[0] < 1e-28, "loss " + losses[0]);
    }

    @Test
    void gaussNewtonSolvesTheHeatEquation() {
        PinnOptions small = Trials.small(40);
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(small.field())
                .collocation(small.collocation())
                .weights(Map.of("initial_u", 10.0))
                .train(Trials.train(40, GaussNewtonOptionsBuilder.builder().build()))
                .build();
        try (PinnSession session = session(Trials.heat(), options)) {
            session.trainer(null, List.of()).run();
            assertTrue(error(session.solution()) < 1e-4, "error " + error(session.solution()));
        }
    }

    @Test
    void theJacobianIsThatOfFiniteDifferences() {
        double[][] data = {{0.2, 1}, {0.5, 2}, {0.9, 3}};
        Problem problem = Trials.heat()
                .condition(Condition.data("u", data, new double[] {1, 2, 3}).weighted(3))
                .condition(Condition.periodic("u", "x", "x"))
                .learned("nu", 0.7);
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(Trials.network(2, 5))
                .collocation(Trials.points(24, 0, false))
                .causal(CausalOptionsBuilder.builder()
                        .enabled(true)
                        .chunks(4)
                        .epsilons(List.of(2.0))
                        .refresh(50)
                        .build())
                .train(Trials.train(1, BroydenOptions.defaults()))
                .build();
        try (PinnSession session = session(problem, options);
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            PinnTask task = session.task();
            PinnTask.Batch batch;
            try (Tape off = Tape.forwardOnly()) {
                batch = task.draw(new Progress(0, 0, 0, 5));
            }
            Linearisation at = task.residuals(batch);
            double[] r = at.residuals().toDoubleArray();
            double[] jacobian = at.jacobian().toDoubleArray();
            double loss = task.loss(Tape.forwardOnly(), batch).value();
            assertEquals(loss, Arrays.stream(r).map(v -> v * v).sum(), 1e-12 * loss);
            FlatParameters flat = new FlatParameters(task.parameters());
            double[] x = flat.values();
            double h = 1e-6;
            for (int p = 0; p < x.length; p += 7) {
                double[] ahead = Trials.moved(task, batch, flat, x, p, h);
                double[] behind = Trials.moved(task, batch, flat, x, p, -h);
                for (int i = 0; i < r.length; i++) {
                    assertEquals((ahead[i] - behind[i]) / (2 * h), jacobian[i * x.length + p], 1e-7, i + " " + p);
                }
            }
        }
    }
}
