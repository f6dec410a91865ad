package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.BroydenOptions;
import io.fieldwork.fields.train.optimizer.FlatParameters;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.OptimizerOptions;
import io.fieldwork.fields.train.optimizer.PhasesOptions;
import io.fieldwork.pde.equation.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The term of pseudo-time, put together by hand from what the solution says at the points. */
class PseudoTimeTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static PinnOptions options(PseudoTimeOptions pseudoTime, int resample, OptimizerOptions optimizer) {
        return PinnOptionsBuilder.builder()
                .field(Trials.network(2, 6))
                .collocation(Trials.points(50, resample, false))
                .weights(Map.of())
                .pseudoTime(pseudoTime)
                .train(Trials.train(20, optimizer))
                .build();
    }

    private static PseudoTimeOptions each(double most, boolean decay) {
        return new PseudoTimeOptions(true, 1, 1, 0.75, 0.01, most, decay);
    }

    private PinnSession session(PseudoTimeOptions pseudoTime) {
        return PinnSession.open(manager, Trials.heat(), options(pseudoTime, 1, AdamOptions.defaults()), null);
    }

    private static PinnTask.Batch draw(PinnTask task, long step) {
        try (Tape off = Tape.forwardOnly()) {
            return task.draw(new Progress(step, 0, 0, 5));
        }
    }

    private static Loss loss(PinnTask task, PinnTask.Batch batch) {
        try (Tape off = Tape.forwardOnly()) {
            return task.loss(off, batch);
        }
    }

    private static double[] unknown(PinnSession session, double[][] points) {
        return session.solution().at("u", points);
    }

    private static double[] residual(PinnSession session, double[][] points) {
        double[] t = session.solution().at("u", "t", points);
        double[] xx = session.solution().at("u", "xx", points);
        double[] r = new double[t.length];
        Arrays.setAll(r, i -> t[i] - Trials.RATE * xx[i]);
        return r;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    private static double square(double... values) {
        return Arrays.stream(values).map(v -> v * v).sum();
    }

    /** Moves all parameters as a step of training would. */
    private static void step(PinnTask task, double size) {
        FlatParameters flat = new FlatParameters(task.parameters());
        double[] x = flat.values();
        for (int i = 0; i < x.length; i++) {
            x[i] += size * Math.sin(3 * i + 1);
        }
        flat.set(x);
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 0.5})
    void theResidualIsPulledToTheSolutionOfOneStepBefore(double most) {
        try (PinnSession session = session(each(most, false))) {
            PinnTask task = session.task();
            PinnTask.Batch first = draw(task, 0);
            double[] plain = residual(session, first.equations().points().host());
            assertEquals(
                    square(plain) / plain.length, loss(task, first).shown().get("loss.heat"), 1e-13, "nothing before");
            double w = 1;
            for (int k = 1; k < 4; k++) {
                double[] before = new FlatParameters(task.parameters()).values();
                step(task, 0.03 * k);
                double[] now = new FlatParameters(task.parameters()).values();
                PinnTask.Batch batch = draw(task, k);
                assertArrayEquals(now, new FlatParameters(task.parameters()).values());
                double[][] points = batch.equations().points().host();
                double[] u = unknown(session, points);
                double[] r = residual(session, points);
                new FlatParameters(task.parameters()).set(before);
                double[] du = minus(u, unknown(session, points));
                double[] dr = minus(r, residual(session, points));
                new FlatParameters(task.parameters()).set(now);
                w = 0.75 * w + 0.25 * Math.clamp(Math.sqrt(square(dr) / square(du)), 0.01, most);
                double sum = 0;
                for (int i = 0; i < r.length; i++) {
                    sum += square(r[i] + w * du[i]);
                }
                Map<String, Double> shown = loss(task, batch).shown();
                assertEquals(w, shown.get("pseudoTime.heat"), 1e-9 * w);
                assertEquals(sum / r.length, shown.get("loss.heat"), 1e-9 * sum / r.length);
            }
        }
    }

    /** The solution of one step before is a constant for the gradient. */
    @Test
    void theGradientIsThatOfFiniteDifferences() {
        try (PinnSession session = session(each(100, false))) {
            PinnTask task = session.task();
            draw(task, 0);
            step(task, 0.05);
            PinnTask.Batch batch = draw(task, 1);
            FlatParameters flat = new FlatParameters(task.parameters());
            double[] x = flat.values();
            try (Tape tape = Tape.open()) {
                tape.backward(task.loss(tape, batch).total());
            }
            double[] gradient = flat.takeGradient();
            double h = 1e-6;
            for (int p = 0; p < x.length; p += 5) {
                double[] there = x.clone();
                there[p] = x[p] + h;
                flat.set(there);
                double ahead = loss(task, batch).value();
                there[p] = x[p] - h;
                flat.set(there);
                assertEquals((ahead - loss(task, batch).value()) / (2 * h), gradient[p], 1e-7, "parameter " + p);
            }
        }
    }

    @Test
    void weightsAreUpdatedAtTheirTime() {
        try (PinnSession session = session(PseudoTimeOptionsBuilder.builder()
                .enabled(true)
                .start(2)
                .every(3)
                .momentum(0.5)
                .build())) {
            PinnTask task = session.task();
            double last = 1;
            for (int k = 0; k < 9; k++) {
                double w = loss(task, draw(task, k)).shown().get("pseudoTime.heat");
                assertEquals(k == 2 || k == 5 || k == 8, w != last, "step " + k);
                last = w;
                step(task, 0.02);
            }
        }
    }

    @Test
    void weightsDecayWithTheResidual() {
        assertEquals(1, PseudoTime.decay(-1), 1e-15);
        assertEquals(1, PseudoTime.decay(2), 1e-15);
        assertEquals(0.1 + 0.45 * (1 + Math.sqrt(0.5)), PseudoTime.decay(3), 1e-15);
        assertEquals(0.55, PseudoTime.decay(4), 1e-15);
        assertEquals(0.1, PseudoTime.decay(6), 1e-15);
        assertEquals(0.1, PseudoTime.decay(9), 1e-15);
        assertEquals(0.1, PseudoTime.decay(Double.POSITIVE_INFINITY), 1e-15);
    }

    @Test
    void whatCannotFollowIsRefused() {
        String points = "collocation.resample is 0, but pseudoTime needs new points in every step; expected 1.";
        assertEquals(points, mistake(0, AdamOptions.defaults()));
        OptimizerOptions phases = new PhasesOptions(AdamOptions.defaults(), 10L, BroydenOptions.defaults());
        for (OptimizerOptions optimizer : List.of(BroydenOptions.defaults(), phases)) {
            assertTrue(mistake(1, optimizer).contains("no quasi-Newton method"), mistake(1, optimizer));
        }
        Problem more = Trials.heat().equation("more", u -> u.x());
        UserError error = assertThrows(
                UserError.class,
                () -> PinnSession.open(manager, more, options(each(1, false), 1, AdamOptions.defaults()), null));
        assertTrue(error.getMessage().contains("2 equations for 1 unknowns"), error.getMessage());
    }

    private static String mistake(int resample, OptimizerOptions optimizer) {
        return assertThrows(UserError.class, () -> options(each(1, false), resample, optimizer))
                .getMessage();
    }
}
