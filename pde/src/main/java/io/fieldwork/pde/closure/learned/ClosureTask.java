package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.pde.closure.data.FluidData;
import io.fieldwork.pde.closure.data.Recording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The training task of a closure: what it says of random frames, then what the equations that it closes make of a random frame in
 * the next frames, through all of whose steps it is differentiated.
 */
public final class ClosureTask implements Task<ClosureTask.Batch> {
    /**
     * A batch.
     *
     * @param frames that the closure is asked about
     * @param later frames that the equations should reach from the first of those, none to ask the closure alone
     */
    public record Batch(FrameBatch frames, List<FrameBatch> later) {}

    private final NDManager manager;
    private final ClosureModel closure;
    private final FluidData data;
    private final ClosureLearningOptions options;
    private final ClosureLosses losses;
    private final FluidNumbers numbers;
    private final CoarseSolver solver;
    private final ClosureEvaluation evaluation;
    private final List<Parameter> parameters;
    private final int steps;

    ClosureTask(NDManager owner, ClosureModel closure, FluidData data, ClosureLearningOptions options) {
        this.manager = owner.newSubManager();
        this.closure = closure;
        this.data = data;
        this.options = options;
        Recording first = data.train().getFirst();
        steps = options.steps(first.interval());
        losses = new ClosureLosses(manager);
        numbers = new FluidNumbers(manager, options.estimate());
        solver = new CoarseSolver(manager, first.points(), first.length(), options.step(), options.iterations());
        parameters = Stream.of(closure.parameters(), numbers.parameters())
                .flatMap(List::stream)
                .toList();
        evaluation = new ClosureEvaluation(manager, closure, solver, numbers, data, options);
        check();
    }

    private void check() {
        if (parameters.isEmpty()) {
            throw new UserError(
                    "A fixed closure has nothing to learn; expected numbers of the fluid in learning.estimate.");
        }
        boolean moment = closure.givesMoment() || !options.loss().equals(ClosureLearningOptions.FOURTH);
        UserError.require(
                moment,
                "learning.loss",
                options.loss(),
                "coupling or stress, since five coefficients give no fourth moment");
        checkEstimated();
        int most = options.horizons().stream().mapToInt(k -> k).max().orElse(1);
        for (Recording run : data.train()) {
            int left = run.frames() - run.frameAt(options.from());
            UserError.require(
                    left > most,
                    "learning.horizons",
                    options.horizons(),
                    "less than the " + left + " frames of " + run.file().getFileName() + " from learning.from on");
            UserError.require(
                    run.hasFourth() || options.alone() == 0 && options.weight() == 0,
                    "learning.alone",
                    options.alone(),
                    "0, and a weight of 0, because " + run.file().getFileName() + " does not tell the fourth moment");
        }
    }

    /** One number is learned for all runs, so that they must have one. */
    private void checkEstimated() {
        Recording first = data.train().getFirst();
        for (Recording run : data.train()) {
            for (String name : options.estimate().keySet()) {
                int which = ClosureLearningOptions.NUMBERS.indexOf(name);
                double one = Recording.numbers(first.fluid())[which];
                double other = Recording.numbers(run.fluid())[which];
                if (one != other) {
                    throw new UserError("learning.estimate." + name + " is one number, but it is " + one + " in "
                            + first.file().getFileName() + " and " + other + " in "
                            + run.file().getFileName() + "; expected training runs of one " + name + ".");
                }
            }
        }
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Nothing but the equations can tell what a fluid's numbers are. */
    private int horizon(Progress progress) {
        int horizon = options.horizon(progress.fraction());
        return numbers.parameters().isEmpty()
                ? horizon
                : Math.max(horizon, options.horizons().getFirst());
    }

    @Override
    public Batch draw(Progress progress) {
        Draws draws = Draws.of(progress.seed(), "frames", progress.step());
        int horizon = horizon(progress);
        int count = horizon > 0 ? 1 : options.frames();
        List<FrameBatch.Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Recording run =
                    data.train().get((int) draws.below(2L * i, data.train().size()));
            int first = run.frameAt(options.from());
            int last = run.frames() - horizon;
            frames.add(new FrameBatch.Frame(run, first + (int) draws.below(2L * i + 1, last - first)));
        }
        List<FrameBatch> later = new ArrayList<>();
        for (int k = 1; k <= horizon; k++) {
            later.add(FrameBatch.of(manager, List.of(frames.getFirst().after(k))));
        }
        return new Batch(FrameBatch.of(manager, frames), later);
    }

    /** Of the fluid's numbers, frames alone say nothing: only what the equations make of them trains those. */
    @Override
    public Loss loss(Tape tape, Batch batch) {
        NDArray fluid = numbers.believed(manager, batch.frames().runs());
        Map<String, Double> shown = new LinkedHashMap<>();
        if (batch.later().isEmpty()) {
            return new Loss(alone(batch.frames(), fluid), shown);
        }
        NDArray total = followed(batch, fluid);
        shown.put("horizon", (double) batch.later().size());
        shown.put("trajectory", Math.sqrt(total.stopGradient().getDouble()));
        if (options.weight() > 0 && !closure.parameters().isEmpty()) {
            total = losses.sum(total, alone(batch.frames(), fluid.stopGradient()), options.weight());
        }
        return new Loss(total, shown);
    }

    private NDArray alone(FrameBatch frames, NDArray fluid) {
        NDArray found = closure.couple(frames.fields(), fluid);
        return switch (options.loss()) {
            case ClosureLearningOptions.FOURTH -> losses.fourth(found, frames.fourth());
            case ClosureLearningOptions.STRESS -> losses.stress(frames.fields(), fluid, found, frames.fourth());
            default -> losses.coupling(frames.fields(), fluid, found, frames.fourth());
        };
    }

    private NDArray followed(Batch batch, NDArray fluid) {
        CoarseSolver.State state = solver.start(batch.frames().fields());
        NDArray total = null;
        for (FrameBatch wanted : batch.later()) {
            for (int i = 0; i < steps; i++) {
                state = solver.step(state, closure, fluid);
            }
            NDArray error = losses.second(solver.values(state), wanted.fields());
            total = total == null ? error : losses.sum(total, error, 1);
        }
        return losses.scaled(total, 1.0 / batch.later().size());
    }

    /** {@return the closure, to be asked while no step is taken} */
    public ClosureModel closure() {
        return closure;
    }

    /** {@return how the present closure is measured} */
    public ClosureEvaluation evaluation() {
        return evaluation;
    }

    @Override
    public Map<String, Double> evaluate() {
        return evaluation.numbers(evaluation.measure());
    }

    @Override
    public void close() {
        evaluation.close();
        solver.close();
        numbers.close();
        losses.close();
        closure.close();
        manager.close();
    }
}
