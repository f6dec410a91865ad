package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.BroydenOptions;
import io.fieldwork.fields.train.optimizer.OptimizerOptions;
import io.fieldwork.fields.train.optimizer.PhasesOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What changes the loss while training goes on is part of a checkpoint. */
class ProgressionTest {
    private static final OptimizerOptions PHASES =
            new PhasesOptions(AdamOptions.defaults(), 10L, BroydenOptions.defaults());
    private static final CurriculumOptions CURRICULUM =
            new CurriculumOptions("nu", List.of(1.0, Trials.RATE), List.of(0.4, 0.6));
    private static final PseudoTimeOptions PSEUDO_TIME = PseudoTimeOptionsBuilder.builder()
            .enabled(true)
            .start(3)
            .every(4)
            .decay(true)
            .build();
    private static final WindowOptions WINDOWS =
            WindowOptionsBuilder.builder().count(2).exact(false).build();

    @TempDir
    private Path folder;

    static Stream<Named<PinnOptions>> options() {
        return Stream.of(
                Named.of(
                        "gradnorm",
                        options(0, PHASES).balance(balance("gradnorm")).build()),
                Named.of(
                        "ntk",
                        options(9, AdamOptions.defaults())
                                .balance(balance("ntk"))
                                .build()),
                Named.of(
                        "curriculum",
                        options(15, PHASES)
                                .balance(balance("gradnorm"))
                                .curriculum(CURRICULUM)
                                .build()),
                Named.of(
                        "pseudo-time",
                        options(1, AdamOptions.defaults())
                                .curriculum(CURRICULUM)
                                .pseudoTime(PSEUDO_TIME)
                                .build()));
    }

    private static BalanceOptions balance(String method) {
        return new BalanceOptions(method, 6, 0.5);
    }

    private static PinnOptionsBuilder options(int resample, OptimizerOptions optimizer) {
        CausalOptions causal = CausalOptionsBuilder.builder()
                .enabled(true)
                .chunks(4)
                .epsilons(List.of(0.1, 1.0))
                .refresh(resample == 1 ? 1 : 5)
                .build();
        return PinnOptionsBuilder.builder()
                .field(Trials.network(1, 6))
                .collocation(Trials.points(64, resample, false))
                .causal(causal)
                .windows(WINDOWS)
                .weights(Map.of())
                .train(Trials.train(40, optimizer));
    }

    @ParameterizedTest
    @MethodSource("options")
    void aResumedRunEqualsOneThatNeverStopped(PinnOptions options) {
        try (NDManager manager = Compute.configured().newManager()) {
            double[] expected = run(manager, options, null, 0);
            assertTrue(Double.isFinite(expected[0]));
            for (int stop : new int[] {14, 31}) {
                Path file = folder.resolve("state" + stop + ".safetensors");
                run(manager, options, file, stop);
                assertArrayEquals(expected, run(manager, options, file, 0), "stopped after " + stop);
            }
        }
    }

    /** Runs to the end, or from the start to a step after which it is cancelled, and probes the solution. */
    private static double[] run(NDManager manager, PinnOptions options, @Nullable Path file, int stop) {
        try (PinnSession session = PinnSession.open(manager, Trials.heat(), options, null)) {
            Trainer<?>[] trainer = new Trainer<?>[1];
            trainer[0] = session.trainer(file, List.of(new TrainListener() {
                @Override
                public void onStep(StepReport report) {
                    if (report.progress().step() == stop) {
                        trainer[0].cancel();
                    }
                }
            }));
            if (file != null && stop == 0) {
                trainer[0].resume(file);
            }
            assertEquals(
                    stop > 0 ? TrainResult.Stop.CANCELLED : TrainResult.Stop.STEPS,
                    trainer[0].run().stop());
            return session.solution().at("u", new double[][] {{0.1, 1}, {0.45, 2}, {0.7, 3}, {1, 4}});
        }
    }
}
