package io.fieldwork.pde.supervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Libtorch;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.optimizer.AdamOptionsBuilder;
import io.fieldwork.pde.data.BurgersOptionsBuilder;
import io.fieldwork.pde.data.DarcyOptionsBuilder;
import io.fieldwork.pde.data.DataSplits;
import io.fieldwork.pde.data.NavierStokesOptionsBuilder;
import io.fieldwork.pde.data.ProgressListener;
import io.fieldwork.pde.operator.FnoOptions;
import io.fieldwork.pde.operator.FnoOptionsBuilder;
import io.fieldwork.pde.operator.MgnoOptionsBuilder;
import io.fieldwork.pde.operator.OperatorOptions;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators in training on small data of our own. */
class OperatorSessionTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    private static DataSplits darcy(int train) {
        return DarcyOptionsBuilder.builder()
                .grid(33)
                .stride(2)
                .train(train)
                .validation(4)
                .test(8)
                .seed(3L)
                .tau(5.0)
                .high(12.0)
                .low(2.0)
                .build()
                .open(folder, ProgressListener.NONE);
    }

    private static TrainOptions steps(long steps) {
        return TrainOptionsBuilder.builder()
                .steps(steps)
                .seed(5L)
                .rate(3e-3)
                .finalRate(0.01)
                .warmup(0.2)
                .schedule("onecycle")
                .checkpointSeconds(1e9)
                .optimizer(
                        AdamOptionsBuilder.builder().beta2(0.999).epsilon(1e-8).build())
                .build();
    }

    private static LearningOptions learning(String loss, String input, String pairs) {
        return LearningOptionsBuilder.builder()
                .batch(5)
                .loss(loss)
                .input(input)
                .pairs(pairs)
                .build();
    }

    private static final OperatorOptions SMALL = MgnoOptionsBuilder.builder()
            .layers(2)
            .width(8)
            .smoothing(List.of(1, 1, 2))
            .build();

    @Test
    void trainingLowersTheErrorOnSamplesItDoesNotKnow() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            for (OperatorOptions field : List.of(SMALL, new FnoOptions(2, 8, 4, 4, 16))) {
                try (OperatorSession session = OperatorSession.open(
                        manager, darcy(20), field, learning("h1-truncated", "scalar", "whole"), steps(60), null)) {
                    Map<String, Double> before = session.task().evaluate();
                    session.trainer(null, List.of()).run();
                    Map<String, Double> after = session.task().evaluate();
                    assertEquals(Set.of("relativeL2", "relativeH1", "relativeH1Truncated"), after.keySet());
                    assertTrue(after.get("relativeL2") < 0.5 * before.get("relativeL2"), before + " " + after);
                    assertTrue(after.get("relativeL2") < 0.4, after.toString());
                }
            }
        }
    }

    @Test
    void anEpochTakesEverySampleOnceAndEveryEpochAnotherOrder() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                OperatorSession session = OperatorSession.open(
                        manager, darcy(12), SMALL, learning("l2", "none", "whole"), steps(6), null)) {
            List<Set<Float>> epochs = List.of(new HashSet<>(), new HashSet<>());
            float[][] firsts = new float[2][];
            for (int step = 0; step < 6; step++) {
                try (NDScope scope = new NDScope();
                        Tape off = Tape.forwardOnly()) {
                    scope.suppressNotUsedWarning();
                    var batch = session.task().draw(new Progress(step, 0, 0, 5));
                    float[] sums = batch.outputs()
                            .reshape(batch.outputs().getShape().get(0), -1)
                            .sum(new int[] {1})
                            .toFloatArray();
                    assertEquals(step % 3 == 2 ? 2 : 5, sums.length);
                    firsts[step / 3] = step % 3 == 0 ? sums : firsts[step / 3];
                    for (float sum : sums) {
                        assertTrue(epochs.get(step / 3).add(sum));
                    }
                }
            }
            assertEquals(12, epochs.getFirst().size());
            assertEquals(epochs.getFirst(), epochs.getLast());
            assertFalse(Arrays.equals(firsts[0], firsts[1]));
        }
    }

    @Test
    void aResumedRunGoesOnAsIfItHadNotStopped(@TempDir Path run) {
        Path file = run.resolve("state.safetensors");
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            float[] whole;
            try (OperatorSession session = open(manager, 8)) {
                session.trainer(null, List.of()).run();
                whole = session.task().evaluation(session.task().data().test()).predictions(0, 2);
            }
            try (OperatorSession session = open(manager, 8)) {
                Trainer<?> trainer = session.trainer(file, List.of((new StopAfter(5))));
                StopAfter.trainer = trainer;
                trainer.run();
            }
            try (OperatorSession session = open(manager, 8)) {
                Trainer<?> trainer = session.trainer(file, List.of());
                trainer.resume(file);
                assertEquals(5, trainer.progress().step());
                trainer.run();
                assertArrayEquals(
                        whole,
                        session.task().evaluation(session.task().data().test()).predictions(0, 2));
            }
        }
    }

    private static final class StopAfter implements TrainListener {
        private static Trainer<?> trainer;
        private final long step;

        StopAfter(long step) {
            this.step = step;
        }

        @Override
        public void onStep(StepReport report) {
            if (report.progress().step() == step) {
                trainer.cancel();
            }
        }
    }

    private static OperatorSession open(NDManager manager, long steps) {
        return OperatorSession.open(
                manager, darcy(12), SMALL, learning("h1-truncated", "pixel", "whole"), steps(steps), null);
    }

    /** The first frames of the data hold the numbers of sample and frame, so that every pair can be told. */
    @Test
    void pairsNeverCrossTrajectories() {
        DataSplits flow = NavierStokesOptionsBuilder.builder()
                .grid(32)
                .kept(16)
                .stride(1)
                .viscosity(1e-3)
                .frames(3)
                .interval(0.5)
                .step(0.05)
                .train(4)
                .validation(0)
                .test(2)
                .seed(1L)
                .build()
                .open(folder, ProgressListener.NONE);
        int points = 16 * 16;
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Pairs pairs = new Pairs(manager, flow.train(), true);
                Tape off = Tape.forwardOnly()) {
            assertEquals(4 * 3, pairs.count());
            for (int number = 0; number < 12; number++) {
                OperatorTask.Batch batch = pairs.batch(new long[] {number});
                FloatBuffer frames = FloatBuffer.allocate(4 * points);
                flow.train().input(number / 3, frames);
                flow.train().output(number / 3, frames);
                int frame = number % 3;
                assertArrayEquals(
                        Arrays.copyOfRange(frames.array(), frame * points, (frame + 1) * points),
                        batch.inputs().toFloatArray());
                assertArrayEquals(
                        Arrays.copyOfRange(frames.array(), (frame + 1) * points, (frame + 2) * points),
                        batch.outputs().toFloatArray());
            }
        }
    }

    @Test
    void whatIsNoTrajectoryHasNoNextFrame() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            UserError mistake = assertThrows(
                    UserError.class,
                    () -> OperatorSession.open(
                            manager, darcy(12), SMALL, learning("l2", "none", "next"), steps(1), null));
            assertTrue(mistake.getMessage().contains("data of trajectories"), mistake.getMessage());
            LearningOptions wide = LearningOptionsBuilder.builder()
                    .batch(4)
                    .strides(List.of(40))
                    .build();
            UserError stride = assertThrows(
                    UserError.class, () -> OperatorSession.open(manager, darcy(12), SMALL, wide, steps(1), null));
            assertTrue(stride.getMessage().startsWith("learning.strides holds 40: "), stride.getMessage());
        }
    }

    /** Each frame is what the operator makes of the one before: errors grow, and by hand it is the same. */
    @Test
    void trajectoriesAreRolledOut() {
        DataSplits flow = NavierStokesOptionsBuilder.builder()
                .grid(32)
                .kept(16)
                .stride(1)
                .viscosity(1e-3)
                .frames(3)
                .interval(0.5)
                .step(0.05)
                .train(4)
                .validation(0)
                .test(2)
                .seed(1L)
                .build()
                .open(folder, ProgressListener.NONE);
        OperatorOptions field = MgnoOptionsBuilder.builder()
                .layers(1)
                .width(4)
                .smoothing(List.of(1, 1))
                .bias(true)
                .pointwise(false)
                .norm("correction")
                .affine("none")
                .skip(true)
                .build();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                OperatorSession session =
                        OperatorSession.open(manager, flow, field, learning("l2", "none", "next"), steps(40), null)) {
            session.trainer(null, List.of()).run();
            Map<String, Double> errors = session.task().evaluate();
            assertEquals(
                    Set.of(
                            "relativeL2",
                            "relativeH1",
                            "relativeH1Truncated",
                            "relativeL2.frame1",
                            "relativeL2.frame2",
                            "relativeL2.frame3"),
                    errors.keySet());
            assertTrue(errors.get("relativeL2.frame1") < errors.get("relativeL2.frame3"), errors.toString());
            assertTrue(errors.get("relativeL2.frame1") < 0.5, errors.toString());
            float[] all = session.task().evaluation(flow.test()).predictions(0, 1);
            float[] last = new float[16 * 16];
            flow.test().input(0, FloatBuffer.wrap(last));
            try (Tape off = Tape.forwardOnly()) {
                NDArray u = manager.create(last, new Shape(1, 1, 16, 16));
                for (int frame = 0; frame < 3; frame++) {
                    u = session.task().model().apply(u);
                    assertArrayEquals(u.toFloatArray(), Arrays.copyOfRange(all, frame * 256, (frame + 1) * 256), 1e-6f);
                }
            }
        }
    }

    @Test
    void anotherGridIsTriedOrRefused() {
        DataSplits data = darcy(12);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            try (OperatorSession session =
                    OperatorSession.open(manager, data, SMALL, learning("l2", "scalar", "whole"), steps(60), null)) {
                session.trainer(null, List.of()).run();
                assertEquals(33, data.test().whole().outputShape()[1]);
                double same = session.task().evaluate().get("relativeL2");
                double finer =
                        session.task().evaluation(data.test().whole()).errors().get("relativeL2");
                assertTrue(finer > same, same + " " + finer);
            }
            try (OperatorSession session = open(manager, 1)) {
                UserError tied = assertThrows(
                        UserError.class,
                        () -> session.task().evaluation(data.test().whole()).errors());
                assertTrue(tied.getMessage().contains("a grid of 17 x 17"), tied.getMessage());
            }
        }
    }

    @Test
    void functionsOnALineAreLearnedToo() {
        DataSplits data = BurgersOptionsBuilder.builder()
                .grid(256)
                .stride(4)
                .viscosity(0.01)
                .time(0.5)
                .train(6)
                .validation(0)
                .test(2)
                .seed(0L)
                .build()
                .open(folder, ProgressListener.NONE);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                OperatorSession session = OperatorSession.open(
                        manager,
                        data,
                        FnoOptionsBuilder.builder()
                                .layers(1)
                                .width(4)
                                .modes(4)
                                .projection(8)
                                .build(),
                        learning("h1", "scalar", "whole"),
                        steps(150),
                        null)) {
            double before = session.task().evaluate().get("relativeL2");
            session.trainer(null, List.of()).run();
            double after = session.task().evaluate().get("relativeL2");
            assertTrue(after < 0.8 * before, before + " " + after);
        }
    }
}
