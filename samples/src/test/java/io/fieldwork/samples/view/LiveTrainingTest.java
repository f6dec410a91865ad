package io.fieldwork.samples.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainListener.StepReport;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.TrainResult.Stop;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Optimizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A training of one number, its panel, and a user who presses everything. */
@Timeout(20)
class LiveTrainingTest {
    @TempDir
    private Path folder;

    private NDManager manager;
    private final AtomicInteger published = new AtomicInteger();
    private volatile boolean seen;
    private final LiveTraining live =
            new LiveTraining(new LiveTraining.Publication(trainer -> published.incrementAndGet(), () -> seen, 1000));
    private final TrainingPanel panel = new TrainingPanel(live, true);
    private final BlockingQueue<StepReport> steps = new LinkedBlockingQueue<>();

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private record Line(Parameter parameter) implements Task<NDArray> {
        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }

        @Override
        public NDArray draw(Progress progress) {
            return parameter.value();
        }

        @Override
        public Loss loss(Tape tape, NDArray x) {
            return new Loss(x.sub(1).square().sum(), Map.of("rays", 7.0));
        }

        @Override
        public Map<String, Double> evaluate() {
            return Map.of();
        }

        @Override
        public void close() {}
    }

    private Trainer<?> trainer(long count) {
        Line task = new Line(new Parameter("x", manager.zeros(new Shape(1)), Parameter.Group.DENSE));
        TrainOptions options = TrainOptionsBuilder.builder()
                .steps(count)
                .seed(1L)
                .rate(0.05)
                .warmup(0.0)
                .schedule("constant")
                .checkpointSeconds(1e9)
                .build();
        Optimizer adam = AdamOptions.defaults().build(manager, Kernels.of(manager), task::parameters);
        return new Trainer<>(
                task, adam, options, folder.resolve("state.safetensors"), List.of(live, new TrainListener() {
                    @Override
                    public void onStep(StepReport report) {
                        steps.add(report);
                    }
                }));
    }

    private CompletableFuture<TrainResult> started(Trainer<?> trainer) {
        return CompletableFuture.supplyAsync(
                () -> {
                    live.onBegin(trainer);
                    TrainResult result = trainer.run();
                    live.onEnd(result);
                    return result;
                },
                work -> Thread.ofPlatform().daemon().start(work));
    }

    private FakeUi draw(String... pressed) {
        FakeUi ui = new FakeUi();
        ui.pressed.addAll(List.of(pressed));
        panel.draw(ui);
        return ui;
    }

    private static StepReport report(long step, double seconds, double loss) {
        return new StepReport(new Progress(step, seconds, 0.5, 1), loss, 0.01, Map.of("rays", 100.0));
    }

    @Test
    void statesThatNobodyLooksAtAreNotPublishedButTheLast() {
        live.onBegin(trainer(1));
        assertEquals(1, published.get(), "the state at the beginning");
        live.onStep(report(1, 0.1, 1));
        live.onStep(report(2, 0.2, 1));
        assertEquals(1, published.get());
        seen = true;
        live.onStep(report(3, 0.3, 1));
        live.onStep(report(4, 0.4, 1));
        assertEquals(2, published.get(), "not twice in a moment");
        live.pause(true);
        live.onStep(report(5, 0.5, 1));
        live.onStep(report(6, 0.6, 1));
        assertEquals(4, published.get(), "single steps are all to be seen");
        live.onEnd(new TrainResult(Stop.STEPS, new Progress(6, 0.6, 1, 1), 1, Map.of()));
        assertEquals(5, published.get());
    }

    @Test
    void parametersThatDivergedAreNotPublished() {
        live.onBegin(trainer(1));
        live.onEnd(new TrainResult(Stop.DIVERGED, new Progress(6, 0.6, 1, 1), Double.NaN, Map.of()));
        assertEquals(1, published.get());
        assertTrue(draw().texts.contains("Training diverged."));
    }

    @Test
    void theShareIsLeftOnlyToATrainingThatRuns() {
        assertEquals(0.85, live.share());
        FakeUi ui = new FakeUi();
        ui.moved.put("training's share", 0.7);
        panel.draw(ui);
        assertEquals(0.7, live.share());
        live.pause(true);
        assertEquals(0, live.share());
        live.pause(false);
        live.onEnd(new TrainResult(Stop.TIME, new Progress(6, 0.6, 1, 1), 1, Map.of()));
        assertEquals(0, live.share());
    }

    @Test
    void ratesAreMeansOverTheLastSecond() {
        for (int i = 1; i < 200; i++) {
            live.onStep(report(i, 0.1 * i, 1));
        }
        LiveTraining.Moment moment = live.moment().orElseThrow();
        assertEquals(10, moment.stepsPerSecond(), 1e-6);
        assertEquals(1000, moment.raysPerSecond(), 1e-4);
        for (int i = 0; i < 50; i++) {
            live.onStep(report(200 + i, 20 + 0.05 * i, 1));
        }
        assertEquals(20, live.moment().orElseThrow().stepsPerSecond(), 2);
    }

    @Test
    void theUserPausesStepsSavesAndChangesTheRate() throws Exception {
        draw("Pause");
        assertTrue(live.isPaused());
        CompletableFuture<TrainResult> running = started(trainer(4));
        while (steps.isEmpty()) {
            draw("Step");
            Thread.sleep(5);
        }
        assertEquals(0.05, steps.take().rate(), 1e-12);
        FakeUi ui = new FakeUi();
        ui.moved.put("rate x", 0.5);
        panel.draw(ui);
        assertEquals(List.of("Resume", "Step", "Save"), ui.buttons);
        assertFalse(Files.exists(folder.resolve("state.safetensors")));
        draw("Save");
        while (!Files.exists(folder.resolve("state.safetensors"))) {
            Thread.sleep(1);
        }
        draw("Resume");
        assertEquals(Stop.STEPS, running.get().stop());
        StepReport last = null;
        while (!steps.isEmpty()) {
            last = steps.take();
        }
        assertEquals(0.025, last.rate(), 1e-12);
        FakeUi end = draw();
        assertTrue(end.texts.contains("Training is done."));
        assertEquals(List.of(), end.buttons);
        assertEquals(4, end.plots.get("loss").length);
    }

    @Test
    void aWindowThatIsClosedEarlyEndsTrainingAtOnce() throws Exception {
        live.pause(true);
        live.cancel();
        assertEquals(Stop.CANCELLED, started(trainer(1_000_000)).get().stop());
        assertTrue(draw().texts.contains("Training was ended."));
    }

    @Test
    void theCurveKeepsTheMeanOfAllSteps() {
        LossCurve curve = new LossCurve();
        double sum = 0;
        int count = 512 * 16;
        for (int i = 0; i < count; i++) {
            double loss = Math.sin(i) + 3;
            sum += loss;
            curve.add(loss);
        }
        float[] points = curve.points();
        assertEquals(512, points.length);
        double mean = 0;
        for (float point : points) {
            mean += point / points.length;
        }
        assertEquals(sum / count, mean, 1e-5);
        LossCurve few = new LossCurve();
        few.add(3);
        few.add(1);
        assertArrayEquals(new float[] {3, 1}, few.points());
    }

    @Test
    void everyPointOfTheCurveIsTheMeanOfItsOwnSteps() {
        LossCurve curve = new LossCurve();
        for (int i = 0; i < 512 * 3 + 4; i++) {
            curve.add(i);
        }
        float[] points = curve.points();
        assertEquals(385, points.length);
        for (int i = 0; i < points.length; i++) {
            assertEquals(4 * i + 1.5, points[i], 1e-3);
        }
    }
}
