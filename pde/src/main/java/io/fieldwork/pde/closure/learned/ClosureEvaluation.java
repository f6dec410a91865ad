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

/**
 * Measures a closure on test runs, beside Bingham's and beside persistence: what it says of single frames, as means of relative L2 errors, and
 * how the equations that it closes follow the kinetic ones.
 */
public final class ClosureEvaluation implements AutoCloseable {
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

    /** {@return the closure that is measured, or Bingham's} */
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

    /** {@return the errors of the closure, or of Bingham's, at the frames of a run from {@code learning.from} on} */
    public FrameErrors alone(Recording run, boolean own) {
        List<double[]> rows = new ArrayList<>();
        for (int frame = run.frameAt(options.from()); frame < run.frames(); frame++) {
            try (NDScope scope = new NDScope();
                    Tape _ = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                rows.add(errors(run, frame, closure(own)));
            }
        }
        return errors(rows);
    }

    /** {@return the errors of what the frame before was} */
    public FrameErrors still(Recording run) {
        List<double[]> rows = new ArrayList<>();
        for (int frame = Math.max(1, run.frameAt(options.from())); frame < run.frames(); frame++) {
            try (NDScope scope = new NDScope();
                    Tape _ = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                Known now = known(run, frame);
                Known before = known(run, frame - 1);
                rows.add(new double[] {
                    run.time(frame),
                    error(before.stress(), now.stress()),
                    error(before.frame().fourth(), now.frame().fourth()),
                    error(losses.force(before.frame().fields(), before.coupling()),
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

    /** {@return a run followed from {@code learning.from} on, by the closure or by Bingham's, over so many frames or to its end} */
    public Followed follow(Recording run, boolean own, int most) {
        int first = run.frameAt(options.from());
        int steps = options.steps(run.interval());
        try (NDArray fluid = numbers.known(manager, List.of(run));
                CoarseRun coarse = new CoarseRun(
                        manager, solver, closure(own), fluid, new FrameBatch.Frame(run, first), steps)) {
            return Followed.of(coarse, run, first, Math.min(most, run.frames() - 1 - first));
        }
    }

    /** {@return the frames over which trajectories are measured} */
    public int frames(Recording run) {
        return (int) Math.max(1, Math.round(options.over() / run.interval()));
    }

    /** {@return all numbers, each beside Bingham's and that of persistence} */
    public Map<String, Double> numbers() {
        Map<String, Double> all = new LinkedHashMap<>();
        List<FrameErrors> own = new ArrayList<>();
        List<FrameErrors> fixed = new ArrayList<>();
        List<FrameErrors> still = new ArrayList<>();
        data.test().stream().filter(Recording::hasFourth).forEach(run -> {
            own.add(alone(run, true));
            fixed.add(alone(run, false));
            still.add(still(run));
        });
        put(all, "", own);
        put(all, "Bingham", fixed);
        put(all, "Persistence", still);
        trajectories(all);
        numbers.found(data.train().getFirst()).forEach((name, value) -> {
            all.put("fluid." + name, value);
            double truth = Recording.numbers(data.train().getFirst().fluid())[ClosureLearningOptions.NUMBERS.indexOf(name)];
            all.put("fluid." + name + "Error", Math.abs(value / truth - 1));
        });
        all.values().removeIf(value -> !Double.isFinite(value));
        return all;
    }

    private static void put(Map<String, Double> all, String whose, List<FrameErrors> runs) {
        all.put("relativeL2" + whose, mean(runs.stream().map(FrameErrors::stress).toList()));
        all.put("m4Error" + whose, mean(runs.stream().map(FrameErrors::fourth).toList()));
        all.put("couplingError" + whose, mean(runs.stream().map(FrameErrors::coupling).toList()));
    }

    private static double mean(List<double[]> runs) {
        return runs.stream().flatMapToDouble(Arrays::stream).average().orElse(Double.NaN);
    }

    private void trajectories(Map<String, Double> all) {
        double[] sums = new double[3];
        for (Recording run : data.test()) {
            int frames = frames(run);
            Followed own = follow(run, true, frames);
            Followed fixed = follow(run, false, frames);
            sums[0] += Followed.mean(own.errors(), frames) / data.test().size();
            sums[1] += Followed.mean(fixed.errors(), frames) / data.test().size();
            sums[2] += Followed.mean(fixed.still(), frames) / data.test().size();
        }
        all.put("trajectoryError", sums[0]);
        all.put("trajectoryErrorBingham", sums[1]);
        all.put("trajectoryErrorPersistence", sums[2]);
    }

    @Override
    public void close() {
        losses.close();
        bingham.close();
        manager.close();
    }
}
