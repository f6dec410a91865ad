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
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.pde.data.BurgersOptions;
import io.fieldwork.pde.data.DarcyOptions;
import io.fieldwork.pde.data.DataSplits;
import io.fieldwork.pde.data.NavierStokesOptions;
import io.fieldwork.pde.data.ProgressListener;
import io.fieldwork.pde.operator.FnoOptions;
import io.fieldwork.pde.operator.MgnoOptions;
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
        return new DarcyOptions(33, 2, train, 4, 8, 3L, null, 5.0, 12.0, 2.0).open(folder, ProgressListener.NONE);
    }

    private static TrainOptions steps(long steps) {
        return new TrainOptions(steps, null, 5L, 3e-3, 0.01, 0.2, "onecycle", 1e9, new AdamOptions(null, 0.999, 1e-8));
    }

    private static LearningOptions learning(String loss, String input, String pairs) {
        return new LearningOptions(5, loss, input, null, pairs, null, null);
    }

    private static final OperatorOptions SMALL = new MgnoOptions(
            2, 8, List.of(1, 1, 2), null, null, null, null, null, null, null, null, null, null, null, null, null);

    @Test
    void trainingLowersTheErrorOnSamplesItDoesNotKnow() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            for (OperatorOptions field : List.of(SMALL, new FnoOptions(2, 8, 4, 4, 16))) {
                try (OperatorSession session = OperatorSession.open(
                        manager, darcy(20), field, learning("h1-truncated", "scalar", null), steps(60), null)) {
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
                OperatorSession session =
                        OperatorSession.open(manager, darcy(12), SMALL, learning("l2", "none", null), steps(6), null)) {
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
                whole = session.task().trial(session.task().data().test()).predictions(0, 2);
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
                        session.task().trial(session.task().data().test()).predictions(0, 2));
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
        return OperatorSession.open(manager, darcy(12), SMALL, learning(null, "pixel", null), steps(steps), null);
    }

    /** The first frames of the data hold the numbers of sample and frame, so that every pair can be told. */
    @Test
    void pairsNeverCrossTrajectories() {
        DataSplits flow = new NavierStokesOptions(32, 16, 1, 1e-3, 3, null, 0.5, 0.05, 4, 0, 2, 1L)
                .open(folder, ProgressListener.NONE);
        int points = 16 * 16;
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Pairs pairs = Pairs.next(manager, flow.train());
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
            LearningOptions wide = new LearningOptions(4, null, null, null, null, null, List.of(40));
            UserError stride = assertThrows(
                    UserError.class, () -> OperatorSession.open(manager, darcy(12), SMALL, wide, steps(1), null));
            assertTrue(stride.getMessage().startsWith("learning.strides holds 40: "), stride.getMessage());
        }
    }

    /** Each frame is what the operator makes of the one before: errors grow, and by hand it is the same. */
    @Test
    void trajectoriesAreRolledOut() {
        DataSplits flow = new NavierStokesOptions(32, 16, 1, 1e-3, 3, null, 0.5, 0.05, 4, 0, 2, 1L)
                .open(folder, ProgressListener.NONE);
        OperatorOptions field = new MgnoOptions(
                1,
                4,
                List.of(1, 1),
                null,
                null,
                null,
                null,
                null,
                true,
                null,
                null,
                false,
                "correction",
                "none",
                null,
                true);
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
            float[] all = session.task().trial(flow.test()).predictions(0, 1);
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
                    OperatorSession.open(manager, data, SMALL, learning("l2", "scalar", null), steps(60), null)) {
                session.trainer(null, List.of()).run();
                assertEquals(33, data.test().whole().outputShape()[1]);
                double same = session.task().evaluate().get("relativeL2");
                double finer =
                        session.task().trial(data.test().whole()).errors().get("relativeL2");
                assertTrue(finer > same, same + " " + finer);
            }
            try (OperatorSession session = open(manager, 1)) {
                UserError tied = assertThrows(
                        UserError.class,
                        () -> session.task().trial(data.test().whole()).errors());
                assertTrue(tied.getMessage().contains("a grid of 17 x 17"), tied.getMessage());
            }
        }
    }

    @Test
    void functionsOnALineAreLearnedToo() {
        DataSplits data = new BurgersOptions(256, 4, 0.01, 0.5, null, 6, 0, 2, 0L).open(folder, ProgressListener.NONE);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                OperatorSession session = OperatorSession.open(
                        manager,
                        data,
                        new FnoOptions(1, 4, 4, null, 8),
                        learning("h1", "scalar", null),
                        steps(150),
                        null)) {
            double before = session.task().evaluate().get("relativeL2");
            session.trainer(null, List.of()).run();
            double after = session.task().evaluate().get("relativeL2");
            assertTrue(after < 0.8 * before, before + " " + after);
        }
    }
}
