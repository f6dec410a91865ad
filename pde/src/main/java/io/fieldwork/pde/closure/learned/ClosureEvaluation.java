package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.closure.TensorClosure;
import io.fieldwork.pde.closure.data.FluidData;
import io.fieldwork.pde.closure.data.Recording;
import io.fieldwork.pde.grid.RelativeError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Measures a closure on test runs, beside Bingham's and beside persistence: what it says of single frames, as means of relative
 * L2 errors, and how the equations that it closes follow the kinetic ones.
 */
public final class ClosureEvaluation implements AutoCloseable {
    private static final List<String> WHOSE = List.of("", "Bingham", "Persistence");

    private final NDManager manager;
    private final ClosureModel closure;
    private final ClosureModel bingham;
    private final CoarseSolver solver;
    private final ClosureLosses losses;
    private final FluidNumbers numbers;
    private final FluidData data;
    private final ClosureLearningOptions options;

    ClosureEvaluation(
            NDManager owner,
            ClosureModel closure,
            CoarseSolver solver,
            FluidNumbers numbers,
            FluidData data,
            ClosureLearningOptions options) {
        this.manager = owner.newSubManager();
        this.closure = closure;
        this.solver = solver;
        this.numbers = numbers;
        this.data = data;
        this.options = options;
        bingham = new FixedClosure(manager, TensorClosure.BINGHAM);
        losses = new ClosureLosses(manager);
    }

    /** The closure that is measured, or Bingham's. */
    private ClosureModel closure(boolean own) {
        return own ? closure : bingham;
    }

    /**
     * Errors at the frames of a run, relative L2.
     *
     * @param times of the frames
     * @param stress of S:T
     * @param fourth of m₄; NaN for a closure that gives none
     * @param coupling of m₄τ*
     */
    public record FrameErrors(double[] times, double[] stress, double[] fourth, double[] coupling) {}

    /** The errors of the closure, or of Bingham's, at the frames of a run from {@code learning.from} on. */
    private FrameErrors alone(Recording run, boolean own) {
        List<double[]> rows = new ArrayList<>();
        for (int frame = first(run); frame < run.frames(); frame++) {
            try (NDScope scope = new NDScope();
                    Tape _ = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                rows.add(errors(run, frame, closure(own)));
            }
        }
        return errors(rows);
    }

    /** The errors of what the frame before was. */
    private FrameErrors still(Recording run) {
        List<double[]> rows = new ArrayList<>();
        for (int frame = Math.max(1, first(run)); frame < run.frames(); frame++) {
            try (NDScope scope = new NDScope();
                    Tape _ = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                Known now = known(run, frame);
                Known before = known(run, frame - 1);
                rows.add(new double[] {
                    run.time(frame),
                    error(before.stress(), now.stress()),
                    error(before.frame().fourth(), now.frame().fourth()),
                    error(
                            losses.force(before.frame().fields(), before.coupling()),
                            losses.force(now.frame().fields(), now.coupling()))
                });
            }
        }
        return errors(rows);
    }

    private static FrameErrors errors(List<double[]> rows) {
        double[][] columns = new double[4][];
        Arrays.setAll(columns, k -> rows.stream().mapToDouble(row -> row[k]).toArray());
        return new FrameErrors(columns[0], columns[1], columns[2], columns[3]);
    }

    private record Known(FrameBatch frame, NDArray fluid, NDArray coupling, NDArray stress) {}

    private Known known(Recording run, int frame) {
        FrameBatch batch = FrameBatch.of(manager, List.of(new FrameBatch.Frame(run, frame)));
        NDArray fluid = numbers.known(manager, List.of(run));
        NDArray coupling = losses.exact(batch.fields(), fluid, batch.fourth());
        return new Known(batch, fluid, coupling, losses.stresses(batch.fields(), fluid, coupling));
    }

    private double[] errors(Recording run, int frame, ClosureModel model) {
        Known known = known(run, frame);
        NDArray fields = known.frame().fields();
        NDArray found = model.couple(fields, known.fluid());
        return new double[] {
            run.time(frame),
            error(losses.stresses(fields, known.fluid(), found), known.stress()),
            model.givesMoment() ? error(found.get(":, 2:4"), known.frame().fourth()) : Double.NaN,
            error(losses.force(fields, found), losses.force(fields, known.coupling()))
        };
    }

    private static double error(NDArray found, NDArray wanted) {
        return RelativeError.of(wanted.toDoubleArray(), found.toDoubleArray()).value();
    }

    /** A run followed from {@code learning.from} to its end, by the closure or by Bingham's. */
    private Followed follow(Recording run, boolean own) {
        int first = first(run);
        int mark = (int) Math.max(1, Math.round(options.over() / run.interval()));
        int frames = run.frames() - 1 - first;
        try (CoarseRun coarse = start(run, own, first)) {
            return Followed.of(coarse, run, first, frames, Math.min(mark, frames));
        }
    }

    /** {@return the number of the frame from which a run is followed, that of {@code learning.from}} */
    public int first(Recording run) {
        return run.frameAt(options.from());
    }

    /**
     * {@return the frames of a run followed from {@code learning.from} to its end, by the closure or by Bingham's, as far as they are
     * finite}
     */
    public List<CoarseFrame> frames(Recording run, boolean own) {
        int first = first(run);
        List<CoarseFrame> frames = new ArrayList<>(List.of(CoarseFrame.of(run.frame(first))));
        try (CoarseRun coarse = start(run, own, first)) {
            while (first + frames.size() < run.frames()) {
                coarse.advance();
                CoarseFrame next = coarse.frame();
                if (!next.isFinite()) {
                    break;
                }
                frames.add(next);
            }
        }
        return frames;
    }

    private CoarseRun start(Recording run, boolean own, int first) {
        try (NDArray fluid = numbers.known(manager, List.of(run))) {
            return new CoarseRun(
                    manager,
                    solver,
                    closure(own),
                    fluid,
                    new FrameBatch.Frame(run, first),
                    options.steps(run.interval()));
        }
    }

    /**
     * A test run measured.
     *
     * @param run recorded
     * @param alone errors of the closure at single frames, Bingham's, and those of persistence; empty where m₄ is not recorded
     * @param own the run as the closure has it
     * @param bingham the run as Bingham's closure has it
     */
    public record Measured(Recording run, List<FrameErrors> alone, Followed own, Followed bingham) {}

    /** {@return all test runs measured} */
    public List<Measured> measure() {
        return data.test().stream()
                .map(run -> new Measured(
                        run,
                        run.hasFourth() ? List.of(alone(run, true), alone(run, false), still(run)) : List.of(),
                        follow(run, true),
                        follow(run, false)))
                .toList();
    }

    /** {@return all numbers, each beside Bingham's and that of persistence; those that are not finite are left out} */
    public Map<String, Double> numbers(List<Measured> runs) {
        Map<String, Double> all = new LinkedHashMap<>();
        for (int k = 0; k < WHOSE.size(); k++) {
            int which = k;
            List<FrameErrors> errors = runs.stream()
                    .filter(run -> !run.alone().isEmpty())
                    .map(run -> run.alone().get(which))
                    .toList();
            all.put("relativeL2" + WHOSE.get(k), mean(errors, FrameErrors::stress));
            all.put("m4Error" + WHOSE.get(k), mean(errors, FrameErrors::fourth));
            all.put("couplingError" + WHOSE.get(k), mean(errors, FrameErrors::coupling));
        }
        put(all, "trajectoryError", runs, run -> run.own().mean(run.own().errors()));
        put(
                all,
                "trajectoryErrorBingham",
                runs,
                run -> run.bingham().mean(run.bingham().errors()));
        put(
                all,
                "trajectoryErrorPersistence",
                runs,
                run -> run.bingham().mean(run.bingham().still()));
        put(all, "orderError", runs, run -> off(run.own(), Followed::order));
        put(all, "orderErrorBingham", runs, run -> off(run.bingham(), Followed::order));
        put(all, "speedError", runs, run -> off(run.own(), Followed::speed));
        put(all, "speedErrorBingham", runs, run -> off(run.bingham(), Followed::speed));
        fluid(all);
        all.values().removeIf(value -> !Double.isFinite(value));
        return all;
    }

    private static double off(Followed run, BiFunction<Followed, Boolean, double[]> statistic) {
        return Followed.off(statistic.apply(run, false), statistic.apply(run, true));
    }

    private static double mean(List<FrameErrors> runs, Function<FrameErrors, double[]> which) {
        return runs.stream()
                .map(which)
                .flatMapToDouble(Arrays::stream)
                .average()
                .orElse(Double.NaN);
    }

    private static void put(
            Map<String, Double> all, String name, List<Measured> runs, ToDoubleFunction<Measured> number) {
        all.put(name, runs.stream().mapToDouble(number).average().orElse(Double.NaN));
    }

    /** What was learned of the fluid itself. */
    private void fluid(Map<String, Double> all) {
        Recording run = data.train().getFirst();
        double[] truth = Recording.numbers(run.fluid());
        numbers.found(run).forEach((name, value) -> {
            all.put("fluid." + name, value);
            all.put(
                    "fluid." + name + "Error",
                    Math.abs(value / truth[ClosureLearningOptions.NUMBERS.indexOf(name)] - 1));
        });
    }

    @Override
    public void close() {
        losses.close();
        bingham.close();
        manager.close();
    }
}
