package io.fieldwork.fields.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.store.Checkpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adam over parameters that come and go, each against the textbook. */
class AdamTest {
    private static final AdamOptions OPTIONS = new AdamOptions(0.9, 0.999, null);
    private static final double RATE = 0.01;
    private static final int SIZE = 21;

    @TempDir
    private Path folder;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Kingma and Ba, algorithm 1, for one entry; nothing happens at a gradient of zero if entries are counted one by one. */
    private static final class Textbook {
        private double x;
        private double m;
        private double v;
        private int t;

        Textbook(double x) {
            this.x = x;
        }

        void step(double g, boolean counted) {
            if (counted && g == 0) {
                return;
            }
            t++;
            m = 0.9 * m + (1 - 0.9) * g;
            v = 0.999 * v + (1 - 0.999) * g * g;
            x -= RATE * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-15);
        }
    }

    /** A parameter and what the textbook says it should be. */
    private final class Pair {
        private final Parameter parameter;
        private final List<Textbook> expected = new ArrayList<>();

        Pair(String name, DataType type, Parameter.Group group) {
            float[] start = new float[SIZE];
            for (int i = 0; i < SIZE; i++) {
                start[i] = (float) Draws.of(1, name, 0).normal(i);
                expected.add(new Textbook(start[i]));
            }
            NDArray value = manager.create(start).toType(type, false);
            Scopes.keep(value);
            parameter = new Parameter(name, value, group);
        }

        /** Of the loss of a step; a third of the entries are not touched. */
        private double target(long step, int i) {
            return (float) Draws.of(2, parameter.name(), step).normal(i);
        }

        private boolean touched(long step, int i) {
            return (step + i) % 3 != 0;
        }

        private NDArray loss(long step) {
            float[] target = new float[SIZE];
            float[] weight = new float[SIZE];
            for (int i = 0; i < SIZE; i++) {
                target[i] = (float) target(step, i);
                weight[i] = touched(step, i) ? 1 : 0;
            }
            DataType type = parameter.value().getDataType();
            NDArray error = parameter.value().sub(manager.create(target).toType(type, false));
            return error.square()
                    .mul(manager.create(weight).toType(type, false))
                    .sum();
        }

        private void expect(long step) {
            for (int i = 0; i < SIZE; i++) {
                Textbook entry = expected.get(i);
                double gradient = touched(step, i) ? 2 * (entry.x - target(step, i)) : 0;
                entry.step(gradient, parameter.group().sparse());
            }
        }

        private void check(long step, double tolerance) {
            double[] actual = parameter
                    .value()
                    .stopGradient()
                    .toType(DataType.FLOAT64, true)
                    .toDoubleArray();
            double[] wanted = expected.stream().mapToDouble(entry -> entry.x).toArray();
            assertArrayEquals(wanted, actual, tolerance, parameter.name() + " at " + step);
        }
    }

    private static List<Parameter> parameters(List<Pair> pairs) {
        return pairs.stream().map(pair -> pair.parameter).toList();
    }

    private Optimizer adam(List<Pair> pairs) {
        return OPTIONS.build(manager, Kernels.of(manager), () -> parameters(pairs));
    }

    private static void step(Optimizer adam, List<Pair> pairs, long step) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            adam.step(RATE, new Objective() {
                @Override
                public Loss evaluate() {
                    try (Tape tape = Tape.open()) {
                        Loss loss = value();
                        tape.backward(loss.total());
                        return loss;
                    }
                }

                @Override
                public Loss value() {
                    NDArray total = pairs.getFirst().loss(step);
                    for (Pair pair : pairs.subList(1, pairs.size())) {
                        total = total.add(pair.loss(step));
                    }
                    return new Loss(total, Map.of());
                }
            });
        }
        pairs.forEach(pair -> pair.expect(step));
    }

    @ParameterizedTest
    @CsvSource({"FLOAT64, false, 1e-12", "FLOAT64, true, 1e-12", "FLOAT32, false, 1e-5", "FLOAT32, true, 1e-5"})
    void parametersBornLateFollowTheTextbookFromTheirOwnFirstStep(DataType type, boolean sparse, double tolerance) {
        Parameter.Group group = sparse ? Parameter.Group.SPARSE : Parameter.Group.DENSE;
        List<Pair> pairs = new ArrayList<>(List.of(new Pair("a", type, group)));
        try (Optimizer adam = adam(pairs)) {
            for (long step = 0; step < 40; step++) {
                if (step == 7) {
                    pairs.add(new Pair("b", type, group));
                }
                if (step == 19) {
                    pairs.set(0, new Pair("a", type, group));
                }
                step(adam, pairs, step);
                for (Pair pair : pairs) {
                    pair.check(step, tolerance);
                }
            }
        }
    }

    @Test
    void theFirstStepOfEveryTensorIsTheRate() {
        List<Pair> pairs = new ArrayList<>(List.of(new Pair("x", DataType.FLOAT64, Parameter.Group.DENSE)));
        try (Optimizer adam = adam(pairs)) {
            for (long step = 0; step < 12; step++) {
                pairs.set(0, new Pair("x", DataType.FLOAT64, Parameter.Group.DENSE));
                double[] before = parameters(pairs).getFirst().value().toDoubleArray();
                step(adam, pairs, step);
                double[] after = parameters(pairs).getFirst().value().toDoubleArray();
                for (int i = 0; i < SIZE; i++) {
                    double moved = pairs.getFirst().touched(step, i) ? RATE : 0;
                    assertEquals(moved, Math.abs(after[i] - before[i]), 1e-12);
                }
            }
        }
    }

    @Test
    void theHistoryOfATensorIsFreedAfterIt() {
        List<Pair> pairs = new ArrayList<>(List.of(
                new Pair("rest", DataType.FLOAT32, Parameter.Group.SPARSE),
                new Pair("window", DataType.FLOAT32, Parameter.Group.DENSE)));
        try (Optimizer adam = adam(pairs)) {
            step(adam, pairs, 0);
            NDArray rest = adam.state().get("rest/first");
            NDManager owner = rest.getManager();
            int managed = owner.getManagedArrays().size();
            for (int window = 1; window < 30; window++) {
                NDArray before = moments(adam, "window/first");
                pairs.set(1, new Pair("window", DataType.FLOAT32, Parameter.Group.DENSE));
                step(adam, pairs, window);
                assertTrue(((PtNDArray) before).isReleased());
                assertEquals(managed, owner.getManagedArrays().size());
            }
            pairs.removeLast();
            step(adam, pairs, 30);
            assertEquals(managed - 2, owner.getManagedArrays().size());
            assertEquals(rest, moments(adam, "rest/first"));
        }
    }

    /** The counts that a state makes are freed. */
    private static NDArray moments(Optimizer adam, String name) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return adam.state().get(name);
        }
    }

    /** One count of all parameters, an idle count for a dense one, and the history of a finished window. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCheckpointWithOneCountForAllGoesOnWhereItStood(boolean sparse) {
        Parameter.Group group = sparse ? Parameter.Group.SPARSE : Parameter.Group.DENSE;
        List<Pair> pairs = List.of(new Pair("w", DataType.FLOAT64, group));
        Optimizer first = adam(pairs);
        for (long step = 0; step < 9; step++) {
            step(first, pairs, step);
        }
        Map<String, NDArray> old = new LinkedHashMap<>(first.state());
        assertEquals(9, old.remove("w/count").getLong());
        old.putIfAbsent("w/counts", manager.zeros(new Shape(1), DataType.INT32));
        old.put("window0/w/first", manager.ones(new Shape(SIZE)));
        old.put("window0/w/second", manager.ones(new Shape(SIZE)));
        old.put("window0/w/counts", manager.zeros(new Shape(1), DataType.INT32));
        old.put("count", manager.create(9L));
        Path file = folder.resolve("state.safetensors");
        Checkpoint.write(file, old);
        Optimizer second = adam(pairs);
        second.restore(Checkpoint.read(manager, file));
        first.close();
        for (long step = 9; step < 30; step++) {
            step(second, pairs, step);
            pairs.getFirst().check(step, 1e-12);
        }
        assertEquals(30, second.state().get("w/count").getLong());
    }

    @Test
    void aSavedStateHoldsTheCountOfEachParameterAndNoCountsOfEntriesThatAreNotCounted() {
        List<Pair> pairs = new ArrayList<>(List.of(new Pair("dense", DataType.FLOAT32, Parameter.Group.DENSE)));
        Optimizer first = adam(pairs);
        for (long step = 0; step < 5; step++) {
            step(first, pairs, step);
        }
        pairs.add(new Pair("table", DataType.FLOAT32, Parameter.Group.SPARSE));
        step(first, pairs, 5);
        Map<String, NDArray> state = new HashMap<>(first.state());
        assertEquals(
                Set.of(
                        "dense/first",
                        "dense/second",
                        "dense/count",
                        "table/first",
                        "table/second",
                        "table/counts",
                        "table/count"),
                state.keySet());
        assertEquals(6, state.get("dense/count").getLong());
        assertEquals(1, state.get("table/count").getLong());
        Optimizer second = adam(pairs);
        second.restore(state);
        step(second, pairs, 6);
        pairs.forEach(pair -> pair.check(6, 1e-5));
    }
}
