package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.BatchObjective;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.FlatParameters;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.fields.train.optimizer.OptimizerOptions;
import io.fieldwork.fields.train.optimizer.SoapOptionsBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an optimiser remembers of time windows: each counts its own steps, and its history ends with it. */
class WindowsUnderAdamTest {
    private static final double RATE = 1e-3;
    private static final int STEPS = 60;

    /**
     * Steps of a run.
     *
     * @param begun windows begun, those begun again included
     * @param first greatest change of a parameter in the first step of a window, over all windows
     * @param least the same, the least over all windows
     * @param managed arrays of the optimiser at the end of the first window and at the end of the run
     */
    private record Run(int begun, double first, double least, int[] managed) {}

    private static Run run(WindowOptions windows, OptimizerOptions optimizer) {
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(Trials.network(2, 8))
                .collocation(Trials.points(64, 1, false))
                .windows(windows)
                .weights(Map.of())
                .train(Trials.train(STEPS, optimizer))
                .build();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                PinnTask task = new PinnTask(manager, JetKernels.of(manager), Trials.heat(), options);
                Optimizer updates = optimizer.build(manager, Kernels.of(manager), task::parameters)) {
            NDArray seen = null;
            int begun = 0;
            double most = 0;
            double least = Double.POSITIVE_INFINITY;
            int[] managed = new int[2];
            for (int step = 0; step < STEPS; step++) {
                double moved = step(task, updates, step);
                NDArray now = task.parameters().getFirst().value();
                if (now != seen) {
                    begun++;
                    most = Math.max(most, moved);
                    least = Math.min(least, moved);
                }
                seen = now;
                managed[begun == 1 ? 0 : 1] = managed(task, updates);
            }
            return new Run(begun, most, least, managed);
        }
    }

    /** One step as in training; the greatest change of a parameter. */
    private static double step(PinnTask task, Optimizer optimizer, int step) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            PinnTask.Batch batch;
            try (Tape off = Tape.forwardOnly()) {
                Progress progress = new Progress(step, 0, (double) step / STEPS, 5);
                task.prepare(progress);
                batch = task.draw(progress);
            }
            FlatParameters all = new FlatParameters(task.parameters());
            double[] before = all.values();
            optimizer.step(RATE, new BatchObjective<>(task, batch, true));
            double[] after = all.values();
            double moved = 0;
            for (int i = 0; i < after.length; i++) {
                moved = Math.max(moved, Math.abs(after[i] - before[i]));
            }
            return moved;
        }
    }

    private static int managed(PinnTask task, Optimizer optimizer) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            String first = task.parameters().getFirst().name() + "/first";
            NDArray moments = optimizer.state().get(first);
            int counts = task.parameters().size();
            return moments.getManager().getManagedArrays().size() - counts;
        }
    }

    @Test
    void theFirstStepOfEveryWindowIsTheRate() {
        Run run = run(new WindowOptions(6, null, null, null), new AdamOptions(null, 0.999, null));
        assertEquals(6, run.begun());
        assertEquals(RATE, run.first(), 1e-9);
        assertEquals(RATE, run.least(), 1e-9);
    }

    @Test
    void soIsThatOfAWindowBegunAgain() {
        Run run = run(new WindowOptions(2, null, null, 1e-20), new AdamOptions(null, 0.999, null));
        assertTrue(run.begun() > 3, run.begun() + " windows were begun");
        assertEquals(RATE, run.first(), 1e-9);
        assertEquals(RATE, run.least(), 1e-9);
    }

    /** Memory of many windows is that of one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void historiesOfFinishedWindowsAreFreed(boolean soap) {
        OptimizerOptions optimizer = soap ? SoapOptionsBuilder.builder().build() : AdamOptions.defaults();
        Run run = run(new WindowOptions(12, null, null, null), optimizer);
        assertEquals(12, run.begun());
        assertEquals(run.managed()[0], run.managed()[1]);
    }
}
