package io.fieldwork.samples.kind.closure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.pde.closure.data.FluidData;
import io.fieldwork.pde.closure.data.FluidDataOptionsBuilder;
import io.fieldwork.pde.closure.kinetic.SolverOptionsBuilder;
import io.fieldwork.pde.closure.learned.ClosureEvaluation;
import io.fieldwork.pde.closure.learned.ClosureLearningOptionsBuilder;
import io.fieldwork.pde.closure.learned.ClosureSession;
import io.fieldwork.pde.closure.learned.EquivariantOptions;
import io.fieldwork.pde.data.ProgressListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said and drawn of closures, above all of one whose equations break. */
class ClosureRunTest {
    @TempDir
    Path folder;

    private FluidData data() {
        return FluidDataOptionsBuilder.builder()
                .solver(SolverOptionsBuilder.builder()
                        .points(12)
                        .modes(12)
                        .step(0.05)
                        .build())
                .end(1.5)
                .train(1)
                .build()
                .open(folder, ProgressListener.NONE);
    }

    /** No weight is a number any more. */
    private static void spoil(NDManager manager, Parameter parameter) {
        float[] values = parameter.value().stopGradient().toFloatArray();
        Arrays.fill(values, Float.NaN);
        Storage.overwrite(
                parameter.value(), manager.create(values, parameter.value().getShape()));
    }

    @Test
    void aRunThatBreaksIsMeasuredAndDrawnAsFarAsItReached() {
        try (NDManager manager = Compute.choose("cpu").newManager();
                ClosureSession session = ClosureSession.open(
                        manager,
                        data(),
                        new EquivariantOptions(4, 1),
                        ClosureLearningOptionsBuilder.builder()
                                .from(0.0)
                                .over(1.0)
                                .horizons(List.of(1))
                                .build(),
                        TrainOptionsBuilder.builder().steps(1L).build(),
                        null)) {
            ClosureEvaluation evaluation = session.task().evaluation();
            Map<String, Double> whole = evaluation.numbers(evaluation.measure());
            session.task().closure().parameters().forEach(parameter -> spoil(manager, parameter));
            List<ClosureEvaluation.Measured> measured = evaluation.measure();
            Map<String, Double> broken = evaluation.numbers(measured);
            for (String name : List.of("trajectoryError", "orderError", "speedError")) {
                assertTrue(whole.containsKey(name), whole.toString());
                assertFalse(broken.containsKey(name), broken.toString());
                assertEquals(whole.get(name + "Bingham"), broken.get(name + "Bingham"), name);
            }
            assertEquals(whole.get("trajectoryErrorPersistence"), broken.get("trajectoryErrorPersistence"));
            assertTrue(measured.getFirst().own().times(true).length < 6);
            assertEquals(6, measured.getFirst().own().times(false).length);
            assertTrue(measured.getFirst().own().marked().isEmpty());
            assertEquals(
                    5, new ClosurePictures(measured.getFirst(), "test_0").all().size());
            evaluation
                    .frames(measured.getFirst().run(), true)
                    .forEach(frame -> assertTrue(Arrays.stream(frame.fields()).allMatch(Double::isFinite)));
        }
    }

    @Test
    void aNumberThatIsMissingIsNotNamed() {
        assertEquals(
                "Error of m4 1 (Bingham 2), of S:T 3 (Bingham 4), of trajectories 5 (Bingham 6).",
                ClosureRun.quality(Map.of(
                        "m4 error", "1",
                        "m4 error, Bingham", "2",
                        "relative L2 error", "3",
                        "relative L2 error, Bingham", "4",
                        "trajectory error", "5",
                        "trajectory error, Bingham", "6")));
        assertEquals(
                "Error of S:T 3 (Bingham 4); trajectories diverged.",
                ClosureRun.quality(Map.of("relative L2 error", "3", "relative L2 error, Bingham", "4")));
        assertEquals("Error of trajectories 5.", ClosureRun.quality(Map.of("trajectory error", "5")));
        assertEquals("Trajectories diverged.", ClosureRun.quality(Map.of()));
    }
}
