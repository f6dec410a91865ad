package io.fieldwork.fields.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.TrainResult.Stop;
import io.fieldwork.fields.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Optimisers as configurations name them, in the real loop. */
class OptimizerOptionsTest {
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

    private static OptimizerOptions read(String json) {
        return JsonMapper.shared().readValue(json, OptimizerOptions.class);
    }

    @Test
    void aConfigurationNamesAnOptimizerAndAdamIsTheDefault() {
        assertEquals(AdamOptionsBuilder.builder().beta2(0.95).build(), read("{\"beta2\": 0.95}"));
        assertEquals(SoapOptionsBuilder.builder().build(), read("{\"type\": \"soap\"}"));
        assertEquals(new RmsPropOptions(0.9, null), read("{\"type\": \"rmsprop\", \"beta\": 0.9}"));
        assertEquals(LbfgsOptionsBuilder.builder().memory(9).build(), read("{\"type\": \"lbfgs\", \"memory\": 9}"));
        assertEquals(
                BroydenOptionsBuilder.builder().scaling("ssbfgs").build(),
                read("{\"type\": \"ssbroyden\", \"scaling\": \"ssbfgs\"}"));
        assertEquals(GaussNewtonOptionsBuilder.builder().build(), read("{\"type\": \"gaussnewton\"}"));
        OptimizerOptions phases = read("{\"type\": \"phases\", \"steps\": 5, \"then\": {\"type\": \"lbfgs\"}}");
        assertEquals(
                new PhasesOptions(
                        AdamOptions.defaults(),
                        5L,
                        LbfgsOptionsBuilder.builder().build()),
                phases);
        assertEquals(
                phases,
                read(JsonMapper.shared().writerFor(OptimizerOptions.class).writeValueAsString(phases)));
    }

    @Test
    void unusableValuesAreNamed() {
        List<Runnable> mistakes = List.of(
                () -> new RmsPropOptions(1.0, null),
                () -> new RmsPropOptions(null, 0.0),
                () -> SoapOptionsBuilder.builder().beta1(1.0).build(),
                () -> SoapOptionsBuilder.builder().refresh(0).build(),
                () -> LbfgsOptionsBuilder.builder().memory(0).build(),
                () -> BroydenOptionsBuilder.builder().scaling("dfp").build(),
                () -> BroydenOptionsBuilder.builder().curvature(1.0).build(),
                () -> GaussNewtonOptionsBuilder.builder().damping(-1.0).build(),
                () -> PhasesOptionsBuilder.builder().steps(0L).build());
        for (Runnable mistake : mistakes) {
            String message = assertThrows(UserError.class, mistake::run).getMessage();
            assertTrue(message.startsWith("train.optimizer.") && message.contains("expected"), message);
        }
    }

    @Test
    void schedulesEndWhereTheySay() {
        TrainOptions exponential = TrainOptionsBuilder.builder()
                .steps(100L)
                .rate(0.01)
                .finalRate(0.04)
                .warmup(0.0)
                .schedule("exponential")
                .build();
        assertEquals(0.01, exponential.rateAt(0), 1e-15);
        assertEquals(0.002, exponential.rateAt(0.5), 1e-15);
        assertEquals(0.0004, exponential.rateAt(1), 1e-15);
        TrainOptions constant = TrainOptionsBuilder.builder()
                .steps(100L)
                .rate(0.01)
                .finalRate(0.04)
                .warmup(0.1)
                .schedule("constant")
                .build();
        assertEquals(0.005, constant.rateAt(0.05), 1e-15);
        assertEquals(0.01, constant.rateAt(1), 1e-15);
        assertThrows(
                UserError.class,
                () -> TrainOptionsBuilder.builder().schedule("linear").build());
    }

    /** Ends, peak and the middles between, where a half cosine is half-way. */
    @Test
    void oneCycleMovesTheMomentumAgainstTheRate() {
        TrainOptions cycle = TrainOptionsBuilder.builder()
                .steps(500L)
                .rate(5e-4)
                .finalRate(0.005)
                .warmup(0.2)
                .schedule("onecycle")
                .build();
        double[] fractions = {0, 0.1, 0.2, 0.6, 1};
        double[] rates = {2.5e-4, 3.75e-4, 5e-4, 2.5125e-4, 2.5e-6};
        double[] momenta = {0.95, 0.9, 0.85, 0.9, 0.95};
        for (int i = 0; i < fractions.length; i++) {
            assertEquals(rates[i], cycle.rateAt(fractions[i]), 1e-12);
            assertEquals(momenta[i], cycle.momentumAt(fractions[i]).orElseThrow(), 1e-12);
        }
        assertTrue(TrainOptions.defaults().momentumAt(0.5).isEmpty());
    }

    /** Rosenbrock's function of four parameters, with its minimum at a target that changes every so many steps. */
    private static final class Valley implements Task<NDArray> {
        private final NDManager manager;
        private final Parameter parameter;
        private final long every;
        private final AtomicInteger evaluations = new AtomicInteger();
        private NDArray batch;
        private long drawn = -1;
        private boolean refresh;

        Valley(NDManager owner, long every) {
            this.manager = owner.newSubManager();
            this.every = every;
            this.parameter = new Parameter("x", manager.create(new double[] {-1.2, 1, -1.2, 1}), Parameter.Group.DENSE);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }

        @Override
        public NDArray draw(Progress progress) {
            long number = progress.step() / every;
            if (number != drawn) {
                drawn = number;
                batch = manager.create(1 + 0.1 * number);
                Scopes.keep(batch);
            }
            return batch;
        }

        @Override
        public Loss loss(Tape tape, NDArray target) {
            evaluations.incrementAndGet();
            NDArray x = parameter.value();
            NDArray bend = x.get("1:").sub(x.get(":-1").square().div(target));
            NDArray left = x.get(":-1").sub(target);
            return new Loss(bend.square().mul(100).sum().add(left.square().sum()), Map.of());
        }

        @Override
        public boolean stalled(Progress progress) {
            return refresh;
        }

        @Override
        public Map<String, Double> evaluate() {
            return Map.of();
        }

        double[] x() {
            return parameter.value().toDoubleArray();
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    private Trainer<NDArray> trainer(Valley task, OptimizerOptions options, long steps, Path file) {
        TrainOptions train = TrainOptionsBuilder.builder()
                .steps(steps)
                .rate(0.02)
                .warmup(0.0)
                .schedule("constant")
                .checkpointSeconds(1e9)
                .build();
        Optimizer optimizer = options.build(manager, Kernels.of(manager), task::parameters);
        return new Trainer<>(task, optimizer, train, file, List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"lbfgs\"}",
                "{\"type\": \"ssbroyden\"}",
                "{\"type\": \"soap\"}",
                "{\"type\": \"phases\", \"first\": {\"beta2\": 0.999}, \"steps\": 12, \"then\": {\"type\": \"ssbroyden\"}}",
                "{\"type\": \"phases\", \"steps\": 25, \"then\": {\"type\": \"lbfgs\", \"memory\": 3}}",
            })
    void aTrainedRunThatIsResumedIsTheUninterruptedOneToTheLastBit(String json) {
        for (long cut : new long[] {7, 12, 20}) {
            Path file = folder.resolve("state" + cut + ".safetensors");
            Valley whole = new Valley(manager, 10);
            trainer(whole, read(json), 30, null).run();
            Valley first = new Valley(manager, 10);
            trainer(first, read(json), cut, file).run();
            Valley second = new Valley(manager, 10);
            Trainer<NDArray> resumed = trainer(second, read(json), 30, file);
            resumed.resume(file);
            assertEquals(cut, resumed.progress().step());
            resumed.run();
            assertArrayEquals(whole.x(), second.x());
        }
    }

    @Test
    void adamThenBroydenReachesWhatAdamDoesNot() {
        Valley task = new Valley(manager, Long.MAX_VALUE);
        OptimizerOptions recipe = PhasesOptionsBuilder.builder().steps(50L).build();
        TrainResult result = trainer(task, recipe, 400, null).run();
        assertEquals(Stop.STALLED, result.stop());
        assertTrue(result.loss() < 1e-24, "left " + result.loss());
        assertTrue(task.evaluations.get() < 250, "took " + task.evaluations);
    }

    @Test
    void aTaskThatHasAnotherBatchGoesOnAfterAStandstill() {
        Valley task = new Valley(manager, 100);
        task.refresh = true;
        TrainResult result = trainer(task, BroydenOptions.defaults(), 200, null).run();
        assertEquals(Stop.STEPS, result.stop());
        assertEquals(1.1, task.x()[0], 1e-10);
    }

    @Test
    void theObjectiveHasChangedWhenTheTaskDrewAnotherBatch() {
        List<Boolean> changed = new ArrayList<>();
        Valley task = new Valley(manager, 3);
        Optimizer watch = new Optimizer() {
            @Override
            public Loss step(double rate, Objective objective) {
                changed.add(objective.changed());
                return objective.value();
            }

            @Override
            public Map<String, NDArray> state() {
                return Map.of();
            }

            @Override
            public void restore(Map<String, NDArray> state) {}

            @Override
            public void close() {}
        };
        TrainOptions five = TrainOptionsBuilder.builder().steps(5L).build();
        new Trainer<>(task, watch, five, null, List.of()).run();
        assertEquals(List.of(true, false, false, true, false), changed);
    }
}
