package io.fieldwork.fields.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainResult.Stop;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.fields.train.store.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop on a noisy parabola: sum (w - target - noise)^2. */
class TrainerTest {
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

    private Optimizer adam(Task<?> task) {
        return AdamOptions.defaults().build(manager, Kernels.of(manager), task::parameters);
    }

    private static TrainOptions steps(long steps) {
        return TrainOptionsBuilder.builder()
                .steps(steps)
                .seed(5L)
                .rate(0.05)
                .finalRate(0.05)
                .warmup(0.0)
                .checkpointSeconds(1e9)
                .build();
    }

    @Test
    void findsTheMinimum() {
        Parabola task = new Parabola(manager, -1);
        List<Double> losses = new ArrayList<>();
        TrainListener watch = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                losses.add(report.loss());
            }
        };
        TrainResult result = new Trainer<>(task, adam(task), steps(400), null, List.of(watch)).run();
        assertEquals(Stop.STEPS, result.stop());
        assertEquals(400, result.progress().step());
        assertEquals(400, losses.size());
        for (int i = 0; i < 40; i++) {
            assertEquals(i * 0.05, task.weights()[i], 0.01);
        }
    }

    @Test
    void whatListenersDoCountsAsTrainingTime() {
        Parabola task = new Parabola(manager, -1);
        TrainListener slow = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        TrainOptions options = TrainOptionsBuilder.builder().minutes(0.08 / 60).build();
        TrainResult result = new Trainer<>(task, adam(task), options, null, List.of(slow)).run();
        assertEquals(Stop.TIME, result.stop());
        assertTrue(result.progress().step() <= 2, "two pictures of 50 ms take more than 80 ms");
        task.close();
    }

    @Test
    void aResumedRunFollowsTheSameTrajectory() {
        Parabola whole = new Parabola(manager, -1);
        new Trainer<>(whole, adam(whole), steps(60), null, List.of()).run();

        Path file = folder.resolve("state.safetensors");
        Parabola first = new Parabola(manager, -1);
        Trainer<NDArray> trainer = new Trainer<>(first, adam(first), steps(60), file, List.of(new TrainListener() {}));
        Trainer<NDArray> stopped = stopAfter(first, file, 25);
        assertEquals(Stop.CANCELLED, stopped.run().stop());
        assertFalse(trainer.progress().step() > 0);

        Parabola second = new Parabola(manager, -1);
        Trainer<NDArray> resumed = new Trainer<>(second, adam(second), steps(60), file, List.of());
        resumed.resume(file);
        assertEquals(25, resumed.progress().step());
        resumed.run();
        assertArrayEquals(whole.weights(), second.weights());
    }

    private Trainer<NDArray> stopAfter(Parabola task, Path file, long last) {
        List<Trainer<NDArray>> self = new ArrayList<>();
        TrainListener stop = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                if (report.progress().step() == last) {
                    self.getFirst().cancel();
                }
            }
        };
        self.add(new Trainer<>(task, adam(task), steps(60), file, List.of(stop)));
        return self.getFirst();
    }

    @Test
    void aLossThatIsNotFiniteStopsBeforeTheUpdateAndKeepsTheCheckpoint() throws IOException {
        Path file = folder.resolve("state.safetensors");
        Parabola task = new Parabola(manager, 12);
        Trainer<NDArray> trainer = new Trainer<>(task, adam(task), steps(60), file, List.of());
        trainer.save();
        byte[] before = Files.readAllBytes(file);
        TrainResult result = trainer.run();
        assertEquals(Stop.DIVERGED, result.stop());
        assertEquals(12, result.progress().step());
        assertTrue(Double.isNaN(result.loss()));
        for (float w : task.weights()) {
            assertTrue(Float.isFinite(w));
        }
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    /** The parabola on the same batch in all steps. */
    private record Kept(Parabola parabola, NDArray batch) implements Task<NDArray> {
        @Override
        public List<Parameter> parameters() {
            return parabola.parameters();
        }

        @Override
        public NDArray draw(Progress progress) {
            return batch;
        }

        @Override
        public Loss loss(Tape tape, NDArray target) {
            return parabola.loss(tape, target);
        }

        @Override
        public Map<String, Double> evaluate() {
            return Map.of();
        }

        @Override
        public void close() {
            parabola.close();
        }
    }

    @Test
    void aLossThatGrowsBeyondRecoveryOnTheSameBatchStops() throws IOException {
        Path file = folder.resolve("state.safetensors");
        TrainOptions huge = TrainOptionsBuilder.builder()
                .steps(20L)
                .seed(5L)
                .rate(1e6)
                .finalRate(1.0)
                .warmup(0.0)
                .checkpointSeconds(1e9)
                .build();
        Task<NDArray> task = new Kept(new Parabola(manager, -1), manager.ones(new Shape(40)));
        Trainer<NDArray> trainer = new Trainer<>(task, adam(task), huge, file, List.of());
        trainer.save();
        byte[] before = Files.readAllBytes(file);
        TrainResult result = trainer.run();
        assertEquals(Stop.DIVERGED, result.stop());
        assertEquals(1, result.progress().step());
        assertEquals(40e12, result.loss(), 1e9);
        assertArrayEquals(before, Files.readAllBytes(file));
        Parabola redrawn = new Parabola(manager, -1);
        assertEquals(
                Stop.STEPS,
                new Trainer<>(redrawn, adam(redrawn), huge, null, List.of())
                        .run()
                        .stop());
    }

    @Test
    void aParameterThatIsNotFiniteReplacesNoCheckpoint() throws IOException {
        Path file = folder.resolve("state.safetensors");
        Parabola task = new Parabola(manager, -1);
        TrainListener poison = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                Storage.overwrite(
                        task.parameters().getFirst().value(),
                        manager.zeros(new Shape(40)).div(0));
            }
        };
        Trainer<NDArray> trainer = new Trainer<>(task, adam(task), steps(1), file, List.of(poison));
        trainer.save();
        byte[] before = Files.readAllBytes(file);
        assertEquals(Stop.DIVERGED, trainer.run().stop());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void aPausedTrainerTakesNoStepUntilItIsCancelled() throws InterruptedException {
        Parabola task = new Parabola(manager, -1);
        Trainer<NDArray> trainer = new Trainer<>(task, adam(task), steps(50), null, List.of());
        trainer.pause(true);
        Thread other = Thread.ofPlatform().start(trainer::cancel);
        assertEquals(Stop.CANCELLED, trainer.run().stop());
        other.join();
        assertEquals(0, trainer.progress().step());
    }

    /** Runs a training on a thread of its own. */
    private static CompletableFuture<TrainResult> started(Trainer<?> trainer) {
        return CompletableFuture.supplyAsync(
                trainer::run, task -> Thread.ofPlatform().daemon().start(task));
    }

    private static final class Watch implements TrainListener {
        private final BlockingQueue<StepReport> steps = new LinkedBlockingQueue<>();
        private final BlockingQueue<StepReport> saves = new LinkedBlockingQueue<>();

        @Override
        public void onStep(StepReport report) {
            steps.add(report);
        }

        @Override
        public void onCheckpoint(StepReport report) {
            saves.add(report);
        }
    }

    @Test
    @Timeout(20)
    void aPausedTrainerTakesTheStepsAskedForAndSavesMeanwhile() throws Exception {
        Path file = folder.resolve("state.safetensors");
        Parabola task = new Parabola(manager, -1);
        Watch watch = new Watch();
        Trainer<NDArray> trainer = new Trainer<>(task, adam(task), steps(50), file, List.of(watch));
        trainer.advance();
        trainer.pause(true);
        CompletableFuture<TrainResult> running = started(trainer);
        trainer.advance();
        assertEquals(1, watch.steps.take().progress().step(), "what was asked for before the pause does not count");
        trainer.advance();
        trainer.advance();
        assertEquals(2, watch.steps.take().progress().step());
        assertEquals(3, watch.steps.take().progress().step());
        trainer.requestSave();
        assertEquals(3, watch.saves.take().progress().step());
        float[] paused = task.weights();
        Parabola other = new Parabola(manager, -1);
        Trainer<NDArray> resumed = new Trainer<>(other, adam(other), steps(50), null, List.of());
        resumed.resume(file);
        assertEquals(3, resumed.progress().step());
        assertArrayEquals(paused, other.weights());
        assertTrue(watch.steps.isEmpty(), "a checkpoint is no step");
        trainer.pause(false);
        assertEquals(50, running.get().progress().step());
        resumed.run();
        assertArrayEquals(task.weights(), other.weights(), "nothing of it changes the trajectory");
    }

    @Test
    @Timeout(20)
    void theLearningRateIsTheSchedulesTimesTheFactor() throws Exception {
        Parabola task = new Parabola(manager, -1);
        Watch watch = new Watch();
        TrainOptions constant = TrainOptionsBuilder.builder()
                .steps(4L)
                .seed(5L)
                .rate(0.05)
                .warmup(0.0)
                .schedule("constant")
                .checkpointSeconds(1e9)
                .build();
        Trainer<NDArray> trainer = new Trainer<>(task, adam(task), constant, null, List.of(watch));
        trainer.pause(true);
        CompletableFuture<TrainResult> running = started(trainer);
        double[] factors = {1, 0.1, 3};
        for (double factor : factors) {
            trainer.rateFactor(factor);
            trainer.advance();
            assertEquals(0.05 * factor, watch.steps.take().rate(), 1e-15);
        }
        float[] before = task.weights();
        trainer.rateFactor(1e-12);
        trainer.advance();
        running.get();
        assertArrayEquals(before, task.weights(), 1e-9f);
        assertThrows(IllegalArgumentException.class, () -> trainer.rateFactor(0));
        assertThrows(IllegalArgumentException.class, () -> trainer.rateFactor(Double.NaN));
    }

    @Test
    void aDamagedOrForeignCheckpointIsOneSentence() throws IOException {
        Path file = folder.resolve("state.safetensors");
        Parabola task = new Parabola(manager, -1);
        Trainer<NDArray> trainer = new Trainer<>(task, adam(task), steps(1), file, List.of());
        assertTrue(assertThrows(UserError.class, () -> trainer.resume(file))
                .getMessage()
                .contains("state.safetensors"));
        Files.write(file, new byte[] {1, 2, 3});
        assertTrue(assertThrows(UserError.class, () -> trainer.resume(file))
                .getMessage()
                .contains("state.safetensors"));
        Checkpoint.write(file, Map.of("parameter/w", manager.zeros(new Shape(3))));
        assertTrue(assertThrows(UserError.class, () -> trainer.resume(file))
                .getMessage()
                .contains("(40)"));
    }

    @Test
    void whatTheOptimiserRemembersIsCheckedToo() {
        Path file = folder.resolve("checkpoint.safetensors");
        Parabola task = new Parabola(manager, -1);
        Trainer<NDArray> trainer = new Trainer<>(task, adam(task), steps(5), file, List.of());
        trainer.run();
        Map<String, NDArray> whole = Checkpoint.read(manager, file);
        String moment = whole.keySet().stream()
                .filter(name -> name.startsWith("optimizer/")
                        && whole.get(name).getDataType().isFloating())
                .findFirst()
                .orElseThrow();
        NDArray good = whole.get(moment);
        for (NDArray bad : List.of(
                good.mul(Float.NaN),
                good.add(Float.POSITIVE_INFINITY),
                good.repeat(2),
                good.toType(DataType.FLOAT64, true))) {
            Map<String, NDArray> damaged = new HashMap<>(whole);
            damaged.put(moment, bad);
            Checkpoint.write(file, damaged);
            String message =
                    assertThrows(UserError.class, () -> trainer.resume(file)).getMessage();
            assertTrue(message.startsWith("The checkpoint " + file), message);
        }
        Map<String, NDArray> backwards = new HashMap<>(whole);
        backwards.put("progress", manager.create(new double[] {-3, 1}));
        Checkpoint.write(file, backwards);
        assertThrows(UserError.class, () -> trainer.resume(file));
    }

    @Test
    void anInterruptedThreadSavesAndEnds() {
        Path file = folder.resolve("interrupted.safetensors");
        Parabola task = new Parabola(manager, -1);
        TrainListener interrupting = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                if (report.progress().step() == 3) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        TrainResult result = new Trainer<>(task, adam(task), steps(60), file, List.of(interrupting)).run();
        assertTrue(Thread.interrupted(), "it stays interrupted");
        assertEquals(TrainResult.Stop.CANCELLED, result.stop());
        assertEquals(3, result.progress().step());
        assertEquals(3, Trainer.savedStep(file));
        task.close();
    }

    /** The share of the run that is done after two steps, the first of which reserves time; over the seconds of training. */
    private double[] afterReserving(TrainOptions options, double seconds) {
        Parabola task = new Parabola(manager, -1);
        List<Trainer<NDArray>> self = new ArrayList<>();
        TrainListener listener = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                if (report.progress().step() == 1) {
                    self.getFirst().reserve(seconds);
                } else {
                    self.getFirst().cancel();
                }
            }
        };
        self.add(new Trainer<>(task, adam(task), options, null, List.of(listener)));
        Progress end = self.getFirst().run().progress();
        task.close();
        return new double[] {end.fraction(), end.seconds()};
    }

    @Test
    void timeThatIsReservedEndsTrainingEarlier() {
        TrainOptions hour = TrainOptionsBuilder.builder().minutes(60.0).build();
        double[] sixth = afterReserving(hour, 600);
        assertEquals(sixth[1] / 3000, sixth[0], 1e-12);
        double[] most = afterReserving(hour, 1e6);
        assertEquals(most[1] / 2700, most[0], 1e-12, "three quarters of the time is for training");
        assertEquals(2 / 60.0, afterReserving(steps(60), 1200)[0], "steps are not changed");
    }

    /** A run that time ended has nothing left, although it ended before its limit for what was reserved. */
    @Test
    void whatIsReservedStaysSoWhenARunGoesOn() {
        Path file = folder.resolve("reserved.safetensors");
        TrainOptions minute = TrainOptionsBuilder.builder().minutes(1.0).build();
        Parabola task = new Parabola(manager, -1);
        Trainer<NDArray> trainer = new Trainer<>(task, adam(task), minute, file, List.of());
        trainer.reserve(12);
        trainer.save();
        Map<String, NDArray> saved = new HashMap<>(Checkpoint.read(manager, file));
        assertArrayEquals(new double[] {0, 0, 12}, saved.get("progress").toDoubleArray());
        saved.put("progress", manager.create(new double[] {7, 48, 12}));
        Checkpoint.write(file, saved);
        trainer.resume(file);
        assertEquals(1, trainer.progress().fraction());
        TrainResult result = trainer.run();
        assertEquals(TrainResult.Stop.TIME, result.stop());
        assertEquals(7, result.progress().step());
        saved.put("progress", manager.create(new double[] {7, 48}));
        Checkpoint.write(file, saved);
        trainer.resume(file);
        assertEquals(0.8, trainer.progress().fraction(), 1e-12, "older runs reserved nothing");
        task.close();
    }
}
