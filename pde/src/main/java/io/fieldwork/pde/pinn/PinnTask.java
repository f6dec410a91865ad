package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.optimizer.Linearisation;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The training task of a physics-informed network (Raissi, Perdikaris, Karniadakis 2019): the loss is the sum over
 * terms of weight times mean square residual at collocation points. Points stay until they are drawn anew, so the
 * objective of quasi-Newton methods is fixed.
 */
public final class PinnTask implements Task<PinnTask.Batch> {
    /**
     * The points of some steps; the same object as long as the loss is the same function of the parameters.
     *
     * @param groups terms at their points, those of the interior first
     * @param equations those of the interior, with pseudo-time where it is on
     * @param causal fixed weights of the chunks, or null if every evaluation computes its own
     */
    public record Batch(
            List<Group.Bound> groups,
            Group.Bound equations,
            @Nullable NDArray causal) {
        /** The batch of another objective at the same points. */
        private Batch changed(@Nullable NDArray fresh) {
            return new Batch(groups, equations, fresh);
        }
    }

    private final NDManager manager;
    private final Problem problem;
    private final PinnOptions options;
    private final Scales scales;
    private final Terms terms;
    private final TimeWindows windows;
    private final DataType type;
    private final Coefficients coefficients;
    private final @Nullable CausalWeights causal;
    private final PinnLoss loss;
    private final @Nullable Balance balance;
    private final @Nullable PseudoTime pseudoTime;
    private final List<Progression> progressions = new ArrayList<>();
    private final CollocationSampler sampler;

    private List<Group> groups;
    private @Nullable Batch batch;
    private long drawnAt;
    private long weighedAt;
    private double latest = Double.POSITIVE_INFINITY;
    private final WindowStarts starts = new WindowStarts();
    private double worst;
    private boolean redraw;
    private boolean reweigh;

    /**
     * A task at its start.
     *
     * @param owner manager of its device; a sub-manager of it owns everything
     * @param kernels the operations' implementation
     * @param problem to be solved
     * @param options of the training
     * @throws UserError if problem and options do not fit
     */
    public PinnTask(NDManager owner, JetKernels kernels, Problem problem, PinnOptions options) {
        PinnChecks.check(problem, options);
        this.manager = owner.newSubManager();
        this.problem = problem;
        this.options = options;
        this.scales = ScaleEstimate.of(manager, problem);
        this.windows = new TimeWindows(manager, kernels, problem, options, scales);
        this.terms = new Terms(problem, manager, scales, windows.continuity(), options.weights());
        this.type = windows.current().model().type();
        this.coefficients = new Coefficients(manager, type, problem, options.curriculum());
        this.causal = options.causal() == null ? null : new CausalWeights(manager, options.causal());
        this.loss = new PinnLoss(manager, type, causal, coefficients.scalars(), terms.weights());
        this.balance = options.balance() == null ? null : balance(options.balance());
        this.pseudoTime = options.pseudoTime() == null
                ? null
                : new PseudoTime(manager, options.pseudoTime(), problem, windows, coefficients.scalars());
        Stream.of(coefficients, balance, pseudoTime, causal)
                .filter(Objects::nonNull)
                .forEach(progressions::add);
        this.sampler = new CollocationSampler(manager, problem, options, windows, coefficients.scalars());
        this.groups = terms.groups(windows.conditions());
        checkOrder();
        Determinacy.of(problem, manager).notices().forEach(starts::add);
    }

    private Balance balance(BalanceOptions how) {
        long seed = options.train().seed();
        TermSizes sizes = how.method().equals("ntk")
                ? new TangentTraces(manager, loss, coefficients, causal != null, seed)
                : new GradientNorms(loss, this::parameters);
        return new Balance(manager, how, loss, sizes, terms.weights());
    }

    private void checkOrder() {
        boolean second = groups.getFirst().reads().slots().derivatives().stream()
                .anyMatch(d -> d.orders().getFirst() > 1);
        if (options.windows().count() > 1 && second) {
            throw new UserError("windows.count is " + options.windows().count() + ", but the problem " + problem.name()
                    + " is of second order in time; time windows hand over the value only.");
        }
        boolean memory = groups.stream()
                .flatMap(group -> group.reads().integrals().keySet().stream())
                .anyMatch(integral -> integral.coordinates().contains(Domain.TIME));
        if (options.windows().count() > 1 && memory) {
            throw new UserError("windows.count is " + options.windows().count() + ", but the problem " + problem.name()
                    + " has an integral over t, which reaches into other windows; expected 1.");
        }
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(windows.current().model().parameters().stream(), coefficients.learned().stream())
                .toList();
    }

    @Override
    public void prepare(Progress progress) {
        double share = windows.share(progress.fraction());
        boolean met = !coefficients.more() && (causal == null ? lowest() : causal.reached());
        if (windows.more() && (share >= 1 || met)) {
            nextWindow(progress);
            return;
        }
        if (causal == null && windows.stuck(share, latest)) {
            windows.again();
            began();
            return;
        }
        if (coefficients.due(share)) {
            nextValue();
        }
        if (causal != null && causal.advance(coefficients.within(share), progress.step(), this::chunkTimes)) {
            reweigh = true;
        }
    }

    @Override
    public boolean reached() {
        return options.windows().tolerance() > 0
                && causal == null
                && !windows.more()
                && !coefficients.more()
                && lowest();
    }

    private boolean lowest() {
        return latest <= options.windows().tolerance();
    }

    private void nextWindow(Progress progress) {
        if (problem.truths().isEmpty() && batch != null) {
            worst = Math.max(worst, heldOut().relative(batch.groups()));
        }
        windows.open(progress.fraction());
        began();
    }

    private void began() {
        latest = Double.POSITIVE_INFINITY;
        groups = terms.groups(windows.conditions());
        progressions.forEach(Progression::restart);
        redraw = true;
    }

    private void nextValue() {
        coefficients.next();
        if (causal != null) {
            causal.restart();
        }
        reweigh = true;
    }

    @Override
    public boolean stalled(Progress progress) {
        if (options.collocation().resample() > 0) {
            redraw = true;
            return true;
        }
        if (coefficients.more()) {
            nextValue();
            return true;
        }
        if (windows.more()) {
            nextWindow(progress);
            return true;
        }
        return false;
    }

    @Override
    public Batch draw(Progress progress) {
        long step = progress.step();
        int every = options.collocation().resample();
        if (batch == null || redraw || every > 0 && step - drawnAt >= every) {
            drawnAt = step;
            bind(sampler.adaptive(step, batch == null ? null : batch.groups()));
            relax();
            weigh(step);
        } else if (reweigh || frozen() && step - weighedAt >= options.causal().refresh()) {
            weigh(step);
        }
        if (balance != null && balance.follow(batch, step)) {
            batch = batch.changed(batch.causal());
        }
        return batch;
    }

    private boolean frozen() {
        return causal != null && options.causal().refresh() > 1;
    }

    /** Binds the groups to points; interior points that are not given, and all others, are drawn. */
    private void bind(double @Nullable [][] interior) {
        List<Group.Bound> bound = sampler.bind(drawnAt, groups, interior);
        batch = new Batch(bound, bound.getFirst(), null);
        redraw = false;
    }

    /** Adds the terms of pseudo-time, if it is on. */
    private void relax() {
        if (pseudoTime != null) {
            PseudoTime.Relaxed relaxed = pseudoTime.next(batch.equations());
            relaxed.before().forEach(sampler::keep);
            batch = new Batch(batch.groups(), relaxed.equations(), null);
        }
    }

    /** Changes the objective at the same points, with causal weights frozen for the next steps if so configured. */
    private void weigh(long step) {
        reweigh = false;
        batch = batch.changed(null);
        if (frozen()) {
            weighedAt = step;
            NDArray fresh = loss.weights(batch);
            sampler.keep(fresh);
            batch = batch.changed(fresh);
        }
    }

    @Override
    public Loss loss(Tape tape, Batch batch) {
        Map<String, NDArray> losses = loss.terms(tape, batch);
        NDArray total = loss.total(losses);
        if (options.windows().tolerance() > 0) {
            latest = number(total);
        }
        if (starts.isNew(windows.windows().size())) {
            starts.began(windows.windows().size(), number(total));
        }
        return new Loss(total, shown(losses));
    }

    @Override
    public Linearisation residuals(Batch batch) {
        Linearisation bare = loss.linearise(batch, coefficients.learned());
        return new Linearisation(bare.residuals(), bare.jacobian(), standing());
    }

    private Map<String, Double> shown(Map<String, NDArray> losses) {
        Map<String, Double> shown = new LinkedHashMap<>();
        losses.forEach((name, value) -> shown.put("loss." + name, number(value)));
        shown.putAll(standing());
        return shown;
    }

    /** The metrics that are shown even where losses of single terms are unknown. */
    private Map<String, Double> standing() {
        Map<String, Double> shown = new LinkedHashMap<>();
        progressions.forEach(progression -> shown.putAll(progression.shown()));
        if (options.windows().count() > 1) {
            shown.put("window", (double) windows.windows().size());
        }
        return shown;
    }

    private static double number(NDArray scalar) {
        return ((Number) scalar.stopGradient().toArray()[0]).doubleValue();
    }

    /** {@return the scales of unknowns and residuals in one line; empty if the problem is solved as it is written} */
    public String scales() {
        return scales.words(problem);
    }

    /**
     * {@return what a user should know about training so far, one sentence each, and is not told again}
     */
    public List<String> notices() {
        return starts.notices();
    }

    /**
     * {@return a sentence that says why the present parameters are no solution of the equations, if points that were not
     * trained on show it}
     *
     * @param stalled whether training ended because the optimiser found no lower loss
     */
    public Optional<String> doubt(boolean stalled) {
        return batch == null ? Optional.empty() : heldOut().doubt(batch.groups(), worst, stalled);
    }

    /**
     * {@return the root mean square of all residuals at the points of the last step, relative to those of an arbitrary
     * function, in the worst of the time windows; empty before the first step}
     */
    public OptionalDouble residual() {
        return batch == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(worst, heldOut().relative(batch.groups())));
    }

    private HeldOut heldOut() {
        return new HeldOut(manager, problem, scales, windows, coefficients.scalars());
    }

    /** {@return the solution at the present parameters, which it shares with this task} */
    public Solution solution() {
        return new Solution(problem, windows.windows());
    }

    /**
     * {@return the step of the run at which causal training met its stopping criterion, the least weight above the
     * threshold in the last stage; 0 if it did not, and without causal weights}
     */
    public long causalCriterionStep() {
        return causal == null ? 0 : causal.reachedAt();
    }

    /** {@return the history of causal weights in the present window, latest last; empty without causal weights} */
    public List<CausalProfile> causalProfiles() {
        return causal == null ? List.of() : causal.profiles(this::chunkTimes);
    }

    private double[] chunkTimes() {
        return Collocation.times(batch.groups().getFirst().points().host(), options.chunks());
    }

    @Override
    public Map<String, Double> evaluate() {
        Map<String, Double> metrics = coefficients.found();
        problem.truths().forEach((name, truth) -> {
            String suffix = metrics.containsKey("relativeL2") ? "." + name : "";
            metrics.putAll(PinnChecks.named(
                    "For the reference " + name, () -> Errors.of(problem, solution(), truth.get(), suffix)));
        });
        return metrics;
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put("position", manager.create(new long[] {windows.windows().size(), drawnAt, weighedAt}));
        state.put("window", manager.create(new double[] {windows.began(), latest}));
        state.put("attempts", manager.create((long) windows.attempts()));
        if (worst > 0) {
            state.put("worst", manager.create(worst));
        }
        progressions.forEach(progression -> state.putAll(progression.state()));
        if (batch != null) {
            double[][] interior = batch.groups().getFirst().points().host();
            state.put("interior", manager.create(interior));
            if (batch.causal() != null) {
                state.put("weights", batch.causal());
            }
        }
        for (TimeWindow window : windows.windows().subList(0, windows.windows().size() - 1)) {
            window.model().parameters().forEach(p -> state.put("finished/" + p.name(), p.value()));
        }
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        long[] position = state.get("position").toLongArray();
        double[] window = state.get("window").toDoubleArray();
        while (windows.windows().size() < position[0]) {
            TrialFunction model = windows.current().model();
            model.parameters().forEach(p -> Storage.overwrite(p.value(), state.get("finished/" + p.name())));
            windows.open(window[0]);
        }
        latest = window[1];
        worst = state.containsKey("worst") ? state.get("worst").getDouble() : 0;
        if (state.containsKey("attempts")) {
            windows.restore((int) state.get("attempts").getLong());
        }
        groups = terms.groups(windows.conditions());
        drawnAt = position[1];
        weighedAt = position[2];
        progressions.forEach(progression -> progression.restore(state));
        if (state.containsKey("interior")) {
            bind(PointSet.rows(state.get("interior")));
            if (state.containsKey("weights")) {
                NDArray frozen =
                        manager.create(PointSet.rows(state.get("weights"))[0]).toType(type, false);
                sampler.keep(frozen);
                batch = batch.changed(frozen);
            }
        }
    }

    @Override
    public void close() {
        windows.close();
        manager.close();
    }
}
