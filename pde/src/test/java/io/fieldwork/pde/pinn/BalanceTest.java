package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.network.NetworkOptions;
import io.fieldwork.fields.network.NetworkOptionsBuilder;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.FlatParameters;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weights that follow gradient norms and kernel traces, against finite differences. */
class BalanceTest {
    private static final double H = 1e-5;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static PinnOptions options(
            NetworkOptions field, int points, String method, CausalOptions causal, Map<String, Double> weights) {
        return PinnOptionsBuilder.builder()
                .field(field)
                .collocation(Trials.points(points, 0, false))
                .causal(causal)
                .weights(weights)
                .balance(new BalanceOptions(method, 5, 0.75))
                .train(Trials.train(20, AdamOptions.defaults()))
                .build();
    }

    private static PinnOptions options(String method, CausalOptions causal) {
        return options(Trials.network(1, 5), 40, method, causal, Map.of("initial_u", 3.0));
    }

    private PinnSession session(Problem problem, PinnOptions options) {
        return PinnSession.open(manager, problem, options, null);
    }

    private static PinnTask.Batch draw(PinnTask task, long step) {
        try (Tape off = Tape.forwardOnly()) {
            return task.draw(new Progress(step, 0, 0, 5));
        }
    }

    private static Loss loss(PinnTask task, PinnTask.Batch batch) {
        try (Tape off = Tape.forwardOnly()) {
            return task.loss(off, batch);
        }
    }

    /** Derivatives of numbers with respect to all parameters: [parameter][number]. */
    private static double[][] differences(PinnTask task, Supplier<double[]> numbers) {
        FlatParameters flat = new FlatParameters(task.parameters());
        double[] x = flat.values();
        double[][] all = new double[x.length][];
        for (int p = 0; p < x.length; p++) {
            double[] there = x.clone();
            there[p] = x[p] + H;
            flat.set(there);
            double[] ahead = numbers.get();
            there[p] = x[p] - H;
            flat.set(there);
            double[] behind = numbers.get();
            all[p] = new double[ahead.length];
            for (int i = 0; i < ahead.length; i++) {
                all[p][i] = (ahead[i] - behind[i]) / (2 * H);
            }
        }
        flat.set(x);
        return all;
    }

    private static double[] squares(double[][] differences) {
        double[] sums = new double[differences[0].length];
        for (double[] row : differences) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += row[i] * row[i];
            }
        }
        return sums;
    }

    /** What one update makes of weights, given the sizes of the terms. */
    private static void assertUpdated(Map<String, Double> first, Map<String, Double> sizes, Map<String, Double> shown) {
        double mean = sizes.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        sizes.forEach((name, size) -> {
            double expected = 0.75 * first.get(name) + 0.25 * mean / (size + 1e-5 * mean);
            assertEquals(expected, shown.get("weight." + name), 1e-6 * expected, name);
        });
    }

    @Test
    void gradientNormsAreThoseOfFiniteDifferences() {
        Problem problem = Trials.heat().learned("nu", 0.7);
        try (PinnSession session = session(
                problem,
                options(
                        "gradnorm",
                        CausalOptionsBuilder.builder()
                                .enabled(true)
                                .chunks(4)
                                .epsilons(List.of(2.0))
                                .refresh(3)
                                .build()))) {
            PinnTask task = session.task();
            PinnTask.Batch batch = draw(task, 0);
            Loss loss = loss(task, batch);
            double[] norms = squares(differences(task, () -> {
                Map<String, Double> shown = loss(task, batch).shown();
                return new double[] {shown.get("loss.heat"), shown.get("loss.initial_u")};
            }));
            Map<String, Double> sizes = Map.of("heat", Math.sqrt(norms[0]), "initial_u", Math.sqrt(norms[1]));
            assertUpdated(Map.of("heat", 1.0, "initial_u", 3.0), sizes, loss.shown());
            Map<String, Double> shown = loss.shown();
            double total = shown.get("weight.heat") * shown.get("loss.heat")
                    + shown.get("weight.initial_u") * shown.get("loss.initial_u");
            assertEquals(total, loss.value(), 1e-13 * total);
            for (double g : new FlatParameters(task.parameters()).takeGradient()) {
                assertEquals(0, g);
            }
        }
    }

    @Test
    void tracesOfTangentKernelsAreThoseOfFiniteDifferences() {
        double[][] places = {{0.2, 1}, {0.5, 2}, {0.9, 3}};
        Problem problem = Trials.heat()
                .learned("nu", 0.7)
                .condition(Condition.data("u", places, new double[] {1, 2, 3}))
                .condition(Condition.periodic("u", "x", "x"));
        CausalOptions causal = CausalOptionsBuilder.builder()
                .enabled(true)
                .chunks(4)
                .epsilons(List.of(2.0))
                .refresh(50)
                .build();
        try (PinnSession session = session(problem, options("ntk", causal))) {
            PinnTask task = session.task();
            PinnTask.Batch batch = draw(task, 0);
            double[] w = batch.causal().toDoubleArray();
            assertTrue(w[0] < 1 && w[3] < w[0], "weights differ, so that they count");
            Map<String, Double> first = Map.of("heat", 1.0, "initial_u", 3.0, "data_u", 1.0, "periodic_u_x", 1.0);
            Map<String, Double> sizes = new LinkedHashMap<>();
            for (Group.Bound bound : batch.groups()) {
                double[] squares = squares(differences(task, () -> residual(task, bound)));
                double sum = 0;
                for (int i = 0; i < squares.length; i++) {
                    sum += bound == batch.groups().getFirst() ? w[i / 10] * squares[i] : squares[i];
                }
                sizes.put(bound.group().names().getFirst(), sum / squares.length);
            }
            assertEquals(first.keySet(), sizes.keySet());
            assertUpdated(first, sizes, loss(task, batch).shown());
        }
    }

    private static double[] residual(PinnTask task, Group.Bound bound) {
        NDArray nu = task.parameters().getLast().value();
        try (Tape off = Tape.forwardOnly()) {
            return bound.residuals(off, Map.of("nu", nu)).getFirst().toDoubleArray();
        }
    }

    @Test
    void ofManyPointsSomeAreEnough() {
        Problem problem = Trials.heat().condition(Condition.periodic("u", "x", "x"));
        Map<String, Double> all = weights(problem, options(Trials.network(1, 5), 256, "ntk", null, Map.of()));
        Map<String, Double> some = weights(problem, options(Trials.network(1, 5), 5000, "ntk", null, Map.of()));
        all.forEach((name, weight) -> assertEquals(weight, some.get(name), 0.15 * weight, name));
    }

    private Map<String, Double> weights(Problem problem, PinnOptions options) {
        try (PinnSession session = session(problem, options)) {
            PinnTask.Batch batch = draw(session.task(), 0);
            Map<String, Double> shown =
                    new LinkedHashMap<>(loss(session.task(), batch).shown());
            shown.keySet().removeIf(name -> !name.startsWith("weight."));
            return shown;
        }
    }

    @Test
    void somePointsKeepWhatIsKnownThere() {
        double[][] rows = {{1, 10}, {2, 20}, {3, 30}};
        PointSet points = new PointSet(manager, DataType.FLOAT32, List.of("t", "x"), rows)
                .normals(List.of("x"), new double[][] {{5}, {6}, {7}})
                .measured(new double[] {0.5, 0.25, 0.125});
        PointSet some = points.some(manager, 2, 0, 2);
        assertArrayEquals(new float[] {3, 30, 1, 10, 3, 30}, some.x().toFloatArray());
        assertArrayEquals(new float[] {7, 5, 7}, some.normal("x").toFloatArray());
        assertArrayEquals(new float[] {0.125f, 0.5f, 0.125f}, some.measured().toFloatArray());
        assertArrayEquals(new float[] {33, 11, 33}, some.given(p -> p[0] + p[1]).toFloatArray());
    }

    @Test
    void singlePrecisionGivesTheSameWeights() {
        NetworkOptions single = NetworkOptionsBuilder.builder()
                .type("mlp")
                .layers(1)
                .width(5)
                .precision("float")
                .build();
        CausalOptions causal = CausalOptionsBuilder.builder()
                .enabled(true)
                .chunks(4)
                .epsilons(List.of(2.0))
                .build();
        for (String method : List.of("gradnorm", "ntk")) {
            Map<String, Double> exact =
                    weights(Trials.heat(), options(Trials.network(1, 5), 40, method, causal, Map.of()));
            Map<String, Double> rounded = weights(Trials.heat(), options(single, 40, method, causal, Map.of()));
            exact.forEach((name, weight) -> assertEquals(weight, rounded.get(name), 1e-4 * weight, method + name));
        }
    }

    @Test
    void theObjectiveChangesWithTheWeightsOnly() {
        try (PinnSession session = session(Trials.heat(), options("gradnorm", null))) {
            PinnTask.Batch batch = draw(session.task(), 0);
            assertSame(batch, draw(session.task(), 1));
            assertSame(batch, draw(session.task(), 4));
            PinnTask.Batch next = draw(session.task(), 5);
            assertNotSame(batch, next);
            assertSame(batch.groups(), next.groups(), "the points stay");
        }
    }

    @Test
    void causalWeightsGoByTheConfiguredWeights() {
        CausalOptions causal = CausalOptionsBuilder.builder()
                .enabled(true)
                .chunks(4)
                .epsilons(List.of(2.0))
                .build();
        double[] heat = new double[2];
        for (int i = 0; i < 2; i++) {
            PinnOptions options = options(i == 0 ? "none" : "gradnorm", causal);
            try (PinnSession session = session(Trials.heat(), options)) {
                heat[i] = loss(session.task(), draw(session.task(), 0)).shown().get("loss.heat");
            }
        }
        assertEquals(heat[0], heat[1], 1e-15);
    }

    @Test
    void whatIsSwitchedOffStaysOff() {
        PinnOptions options = options(Trials.network(1, 5), 40, "gradnorm", null, Map.of("initial_u", 0.0));
        Map<String, Double> weights = weights(Trials.heat(), options);
        assertEquals(0, weights.get("weight.initial_u"));
        assertEquals(1, weights.get("weight.heat"), 1e-5, "the only term is the mean");
    }

    @Test
    void withoutGradientsPointByPointThereAreNoTraces() {
        NetworkOptions modified = NetworkOptionsBuilder.builder()
                .type("modified")
                .layers(1)
                .width(5)
                .precision("double")
                .build();
        NetworkOptions fourier = NetworkOptionsBuilder.builder()
                .type("mlp")
                .layers(1)
                .width(5)
                .fourier(4)
                .precision("double")
                .build();
        for (NetworkOptions field : List.of(modified, fourier)) {
            try (PinnSession session = session(Trials.heat(), options(field, 40, "ntk", null, Map.of()))) {
                UserError error = assertThrows(UserError.class, () -> draw(session.task(), 0));
                assertTrue(error.getMessage().contains("balance.method ntk"), error.getMessage());
            }
        }
    }

    @Test
    void theLargerTermGetsLessWeight() {
        Problem steep = Problem.on(Domain.interval("x", 0, 1).time(0, 1))
                .equation("e", u -> u.t())
                .condition(Condition.initial("u", p -> 0))
                .condition(new Condition(
                        "steep", new Place.Initial(), u -> u.of("u").value().mul(100), 1))
                .unscaled();
        for (String method : List.of("gradnorm", "ntk")) {
            Map<String, Double> weights = weights(steep, options(Trials.network(1, 5), 40, method, null, Map.of()));
            double ratio = (weights.get("weight.initial_u") - 0.75) / (weights.get("weight.steep") - 0.75);
            assertEquals(1e4, ratio, 1e3, method + ": its size is 10,000 times the other's");
        }
    }
}
