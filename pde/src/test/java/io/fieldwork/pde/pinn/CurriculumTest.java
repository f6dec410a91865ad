package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.pde.equation.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A coefficient that goes through a list of values. */
class CurriculumTest {
    private static final List<Double> VALUES = List.of(2.0, 1.0, Trials.RATE);

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static PinnOptionsBuilder options() {
        return PinnOptionsBuilder.builder()
                .field(Trials.network(1, 6))
                .collocation(Trials.points(40, 0, false))
                .weights(Map.of())
                .train(Trials.train(20, AdamOptions.defaults()));
    }

    private PinnSession session(Problem problem, PinnOptions options) {
        return PinnSession.open(manager, problem, options, null);
    }

    private static PinnTask.Batch draw(PinnTask task, long step) {
        Progress progress = new Progress(step, 0, step / 20.0, 5);
        try (Tape off = Tape.forwardOnly()) {
            task.prepare(progress);
            return task.draw(progress);
        }
    }

    private static Map<String, Double> shown(PinnTask task, PinnTask.Batch batch) {
        try (Tape off = Tape.forwardOnly()) {
            return task.loss(off, batch).shown();
        }
    }

    @Test
    void stagesFollowTheirShares() {
        CurriculumOptions options = new CurriculumOptions("nu", VALUES, List.of(0.1, 0.2, 0.7));
        Coefficients curriculum = new Coefficients(manager, DataType.FLOAT64, Trials.heat(), options);
        assertFalse(curriculum.due(0.09));
        assertTrue(curriculum.due(0.1));
        assertEquals(0.5, curriculum.within(0.05), 1e-12);
        curriculum.next();
        assertEquals(1, curriculum.shown().get("coefficient.nu"));
        assertEquals(0.25, curriculum.within(0.15), 1e-12);
        assertFalse(curriculum.due(0.29));
        curriculum.next();
        assertEquals(Trials.RATE, curriculum.shown().get("coefficient.nu"));
        assertEquals(1, curriculum.within(1), 1e-12);
        assertFalse(curriculum.more() || curriculum.due(1));
        assertEquals(
                List.of(0.5, 0.5),
                CurriculumOptionsBuilder.builder()
                        .coefficient("nu")
                        .values(List.of(1.0, 2.0))
                        .build()
                        .shares());
    }

    /** At each stage the loss is that of the problem with another coefficient. */
    @Test
    void theEquationHasTheValueOfTheStage() {
        CurriculumOptions curriculum = CurriculumOptionsBuilder.builder()
                .coefficient("nu")
                .values(VALUES)
                .build();
        try (PinnSession session =
                session(Trials.heat(), options().curriculum(curriculum).build())) {
            PinnTask.Batch before = draw(session.task(), 0);
            assertSame(before, draw(session.task(), 6), "one function as long as the value stays");
            for (int stage = 0; stage < 3; stage++) {
                PinnTask.Batch batch = draw(session.task(), 7 * stage);
                Map<String, Double> shown = shown(session.task(), batch);
                assertEquals(VALUES.get(stage), shown.get("coefficient.nu"), 0);
                Problem fixed = Trials.heat().coefficient("nu", VALUES.get(stage));
                try (PinnSession other = session(fixed, options().build())) {
                    double expected = shown(other.task(), draw(other.task(), 0)).get("loss.heat");
                    assertEquals(expected, shown.get("loss.heat"), 1e-14 * expected);
                }
                if (stage > 0) {
                    assertNotSame(before, batch);
                    assertSame(before.groups(), batch.groups(), "the points stay");
                }
            }
        }
    }

    @Test
    void anOptimiserThatHasStalledBeginsTheNextStage() {
        CurriculumOptions curriculum = CurriculumOptionsBuilder.builder()
                .coefficient("nu")
                .values(VALUES)
                .build();
        try (PinnSession session =
                session(Trials.heat(), options().curriculum(curriculum).build())) {
            PinnTask task = session.task();
            PinnTask.Batch first = draw(task, 0);
            for (double value : VALUES.subList(1, 3)) {
                assertTrue(task.stalled(new Progress(1, 0, 0.05, 5)));
                PinnTask.Batch next = draw(task, 1);
                assertNotSame(first, next);
                assertEquals(value, shown(task, next).get("coefficient.nu"), 0);
            }
            assertFalse(task.stalled(new Progress(1, 0, 0.05, 5)));
        }
    }

    @Test
    void everyWindowAndEveryValueStartsAgain() {
        CurriculumOptions curriculum = CurriculumOptionsBuilder.builder()
                .coefficient("nu")
                .values(List.of(1.0, Trials.RATE))
                .build();
        CausalOptions causal = CausalOptionsBuilder.builder()
                .enabled(true)
                .chunks(4)
                .epsilons(List.of(1.0, 2.0))
                .threshold(0.999999)
                .refresh(1)
                .build();
        List<String> seen = new ArrayList<>();
        TrainListener watch = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                Map<String, Double> shown = report.shown();
                String now =
                        shown.get("window") + " " + shown.get("coefficient.nu") + " " + shown.get("causal.epsilon");
                if (seen.isEmpty() || !seen.getLast().equals(now)) {
                    seen.add(now);
                }
            }
        };
        try (PinnSession session = session(
                Trials.heat(),
                options()
                        .curriculum(curriculum)
                        .causal(causal)
                        .windows(WindowOptionsBuilder.builder().count(2).build())
                        .build())) {
            session.trainer(null, List.of(watch)).run();
        }
        List<String> expected = new ArrayList<>();
        for (double window : new double[] {1, 2}) {
            for (double value : curriculum.values()) {
                expected.add(window + " " + value + " 1.0");
                expected.add(window + " " + value + " 2.0");
            }
        }
        assertEquals(expected, seen);
    }

    @Test
    void aWindowIsNotLeftAtAnEasyValue() {
        CurriculumOptions curriculum = CurriculumOptionsBuilder.builder()
                .coefficient("nu")
                .values(List.of(1.0, Trials.RATE))
                .build();
        WindowOptions windows = WindowOptionsBuilder.builder()
                .count(2)
                .tolerance(Double.MAX_VALUE)
                .build();
        List<String> seen = new ArrayList<>();
        TrainListener watch = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                seen.add(report.shown().get("window") + " " + report.shown().get("coefficient.nu"));
            }
        };
        try (PinnSession session = session(
                Trials.heat(), options().curriculum(curriculum).windows(windows).build())) {
            session.trainer(null, List.of(watch)).run();
        }
        String last = " " + Trials.RATE;
        assertEquals(
                List.of("1.0 1.0", "1.0" + last, "2.0 1.0", "2.0" + last),
                seen.stream().distinct().toList());
        assertEquals(1, seen.stream().filter(("1.0" + last)::equals).count(), "any loss will do at the last value");
    }

    @Test
    void whatDoesNotFitTheProblemIsNamed() {
        Problem heat = Trials.heat();
        assertMistake("curriculum.coefficient is 'mu'; the coefficients of heat are nu.", heat, "mu", Trials.RATE);
        assertMistake("which is learned", heat.learned("nu", Trials.RATE), "nu", Trials.RATE);
        assertMistake("curriculum.values ends with 0.5, but nu is 0.3", heat, "nu", 0.5);
    }

    private void assertMistake(String part, Problem problem, String coefficient, double last) {
        CurriculumOptions curriculum = CurriculumOptionsBuilder.builder()
                .coefficient(coefficient)
                .values(List.of(2.0, last))
                .build();
        UserError error = assertThrows(
                UserError.class,
                () -> session(problem, options().curriculum(curriculum).build()));
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }
}
