package io.fieldwork.pde.closure.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.optimizer.AdamOptionsBuilder;
import io.fieldwork.pde.closure.data.FluidData;
import io.fieldwork.pde.closure.data.FluidDataOptionsBuilder;
import io.fieldwork.pde.closure.kinetic.SolverOptionsBuilder;
import io.fieldwork.pde.data.ProgressListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closures in training on small runs of our own. */
class ClosureSessionTest {
    @TempDir
    static Path folder;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.choose("cpu").newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static FluidData data() {
        return FluidDataOptionsBuilder.builder()
                .solver(SolverOptionsBuilder.builder()
                        .points(32)
                        .modes(12)
                        .step(0.02)
                        .build())
                .begin(6.0)
                .end(8.0)
                .train(1)
                .build()
                .open(folder, ProgressListener.NONE);
    }

    private static TrainOptions steps(long steps, double rate) {
        return TrainOptionsBuilder.builder()
                .steps(steps)
                .rate(rate)
                .seed(3L)
                .checkpointSeconds(1e9)
                .optimizer(
                        AdamOptionsBuilder.builder().beta2(0.999).epsilon(1e-8).build())
                .build();
    }

    private static ClosureLearningOptionsBuilder learning() {
        return ClosureLearningOptionsBuilder.builder()
                .from(6.0)
                .over(1.0)
                .horizons(List.of(1, 2))
                .frames(2);
    }

    private ClosureSession session(ClosureOptions field, ClosureLearningOptions learning, TrainOptions train) {
        return ClosureSession.open(manager, data(), field, learning, train, null);
    }

    @Test
    void theEquivariantClosureBeginsAsBinghamsAndGetsBetter() {
        try (ClosureSession session =
                session(new EquivariantOptions(8, 1), learning().build(), steps(90, 0.01))) {
            Map<String, Double> before = session.task().evaluate();
            assertEquals(before.get("m4ErrorBingham"), before.get("m4Error"), 1e-6);
            assertEquals(before.get("trajectoryErrorBingham"), before.get("trajectoryError"), 1e-6);
            assertTrue(
                    before.get("trajectoryErrorBingham") < before.get("trajectoryErrorPersistence"), before.toString());
            session.trainer(null, List.of()).run();
            Map<String, Double> after = session.task().evaluate();
            assertTrue(after.get("m4Error") < 0.8 * after.get("m4ErrorBingham"), after.toString());
            assertTrue(after.get("trajectoryError") < 0.6 * after.get("trajectoryErrorBingham"), after.toString());
            assertTrue(after.get("relativeL2") < after.get("relativeL2Bingham"), after.toString());
        }
    }

    @Test
    void aResumedRunIsTheOneThatNeverStopped() {
        Path file = folder.resolve("state.safetensors");
        double[] whole;
        double[] resumed;
        ClosureLearningOptions learning = learning().alone(0.5).build();
        try (ClosureSession session = session(new EquivariantOptions(4, 1), learning, steps(12, 0.01))) {
            session.trainer(null, List.of()).run();
            whole = weights(session);
        }
        try (ClosureSession session = session(new EquivariantOptions(4, 1), learning, steps(12, 0.01))) {
            Trainer<?>[] trainer = new Trainer<?>[1];
            TrainListener stop = new TrainListener() {
                @Override
                public void onStep(StepReport report) {
                    if (report.progress().step() == 7) {
                        trainer[0].cancel();
                    }
                }
            };
            trainer[0] = session.trainer(file, List.of(stop));
            trainer[0].run();
        }
        try (ClosureSession session = session(new EquivariantOptions(4, 1), learning, steps(12, 0.01))) {
            Trainer<?> trainer = session.trainer(null, List.of());
            trainer.resume(file);
            trainer.run();
            resumed = weights(session);
        }
        assertArrayEquals(whole, resumed);
    }

    private static double[] weights(ClosureSession session) {
        return session.task().parameters().stream()
                .flatMapToDouble(p -> {
                    float[] values = p.value().stopGradient().toFloatArray();
                    return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
                })
                .toArray();
    }

    /** As well as Bingham's closure lets them: it makes order grow too fast, so that less alignment is believed. */
    @Test
    void theFluidsOwnNumbersAreFound() {
        ClosureLearningOptions learning = learning()
                .alone(0.0)
                .estimate(Map.of("zeta", 1.3))
                .horizons(List.of(1))
                .build();
        try (ClosureSession session = session(new FixedOptions("bingham"), learning, steps(40, 0.03))) {
            session.trainer(null, List.of()).run();
            Map<String, Double> found = session.task().evaluate();
            assertTrue(found.get("fluid.zetaError") < 0.12, found.toString());
            assertEquals(1, session.parameters());
        }
    }

    /** Only what the equations make of a frame tells them. */
    @Test
    void framesAloneDoNotTrainTheFluidsNumbers() {
        double[] gradient = fluidGradient(0);
        assertTrue(gradient[0] != 0);
        assertArrayEquals(gradient, fluidGradient(1), 1e-12 * Math.abs(gradient[0]));
    }

    private double[] fluidGradient(double weight) {
        ClosureLearningOptions learning = learning()
                .loss("coupling")
                .alone(0.0)
                .weight(weight)
                .horizons(List.of(1))
                .estimate(Map.of("zeta", 1.3))
                .build();
        try (ClosureSession session = session(new EquivariantOptions(4, 1), learning, steps(1, 0.01));
                Tape tape = Tape.open()) {
            ClosureTask task = session.task();
            tape.backward(task.loss(tape, task.draw(new Progress(0, 0, 0, 3))).total());
            return task.parameters().stream()
                    .filter(parameter -> parameter.name().equals("fluid"))
                    .findFirst()
                    .orElseThrow()
                    .value()
                    .getGradient()
                    .toDoubleArray();
        }
    }

    @Test
    void thePublishedFormLearnsTheStress() {
        ClosureLearningOptions learning = learning().loss("stress").alone(1.0).build();
        try (ClosureSession session = session(new CoefficientOptions(16, 2, null), learning, steps(120, 0.01))) {
            double before = session.task().evaluate().get("relativeL2");
            session.trainer(null, List.of()).run();
            Map<String, Double> after = session.task().evaluate();
            assertTrue(after.get("relativeL2") < 0.2 * before, after.toString());
            assertTrue(!after.containsKey("m4Error") && after.containsKey("m4ErrorBingham"), after.toString());
        }
    }

    @Test
    void whatCannotBeLearnedIsOneSentence() {
        assertTrue(mistake(new FixedOptions(null), learning().build()).contains("nothing to learn"));
        assertTrue(
                mistake(new CoefficientOptions(4, 1, null), learning().build()).startsWith("learning.loss is fourth;"));
        assertTrue(mistake(new EquivariantOptions(4, 1), learning().step(0.1).build())
                .startsWith("learning.step is 0.1;"));
        ClosureLearningOptions far = learning().horizons(List.of(9)).build();
        assertTrue(mistake(new EquivariantOptions(4, 1), far).contains("less than the 9 frames"));
        assertTrue(assertThrows(
                        UserError.class,
                        () -> learning().estimate(Map.of("gamma", 1.0)).build())
                .getMessage()
                .startsWith("learning.estimate is gamma;"));
        assertTrue(assertThrows(
                        UserError.class,
                        () -> learning().estimate(Map.of("zeta", -1.0)).build())
                .getMessage()
                .startsWith("learning.estimate.zeta is -1.0; expected a number from 0"));
    }

    @Test
    void aNumberThatDiffersBetweenRunsIsNotLearned() {
        FluidData two = FluidDataOptionsBuilder.builder()
                .solver(SolverOptionsBuilder.builder()
                        .points(12)
                        .modes(12)
                        .step(0.05)
                        .build())
                .zeta(List.of(0.5, 1.0))
                .end(1.0)
                .train(1)
                .build()
                .open(folder, ProgressListener.NONE);
        ClosureLearningOptions learning = learning()
                .from(0.0)
                .horizons(List.of(1))
                .estimate(Map.of("zeta", 0.8))
                .build();
        String message = assertThrows(
                        UserError.class,
                        () -> ClosureSession.open(
                                manager, two, new EquivariantOptions(4, 1), learning, steps(1, 0.01), null))
                .getMessage();
        assertTrue(message.startsWith("learning.estimate.zeta is one number, but it is 0.5 in "), message);
    }

    private String mistake(ClosureOptions field, ClosureLearningOptions learning) {
        return assertThrows(UserError.class, () -> session(field, learning, steps(1, 0.01)))
                .getMessage();
    }
}
