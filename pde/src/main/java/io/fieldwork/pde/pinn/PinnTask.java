package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Linearisation;
import io.fieldwork.fields.train.Loss;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.pde.jet.JetKernels;
import io.fieldwork.pde.spectral.GridSolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Solves an equation by training (Raissi, Perdikaris, Karniadakis 2019): the loss is the sum over terms of weight times mean
 * square residual at collocation points. Points stay until they are drawn anew, so quasi-Newton methods see one function.
 */
public final class PinnTask implements Task<PinnTask.Batch> {
    private static final int CHUNK = 1 << 14;
    /**
     * The points of some steps; the same object as long as the loss is the same function of the parameters.
     *
     * @param groups terms at their points
     * @param causal weights of the chunks that stay as they are, or null if every evaluation computes its own
     */
    public record Batch(List<Group.Bound> groups, @Nullable NDArray causal) {}

    private final NDManager manager;
    private final Problem problem;
    private final PinnOptions options;
    private final long seed;
    private final Terms terms;
    private final Marching marching;
    private final @Nullable CausalWeights causal;
    private final Map<String, NDArray> coefficients = new LinkedHashMap<>();
    private final List<Parameter> learned = new ArrayList<>();
    private final DataType type;
    private final PinnLoss loss;

    private List<Group> groups;
    private @Nullable NDManager owner;
    private @Nullable Batch batch;
    private long drawnAt;
    private long weighedAt;
    private boolean redraw;
    private boolean reweigh;

    /**
     * A task at its start.
     *
     * @param owner whose device it lives on; a sub-manager of it owns everything
     * @param kernels who computes
     * @param problem what is solved
     * @param options how
     * @throws UserError if problem and options do not fit
     */
    public PinnTask(NDManager owner, JetKernels kernels, Problem problem, PinnOptions options) {
        Fit.check(problem, options);
        this.manager = owner.newSubManager();
        this.problem = problem;
        this.options = options;
        this.seed = options.train().seed();
        this.terms = new Terms(problem, manager, options.weights());
        this.marching = new Marching(manager, kernels, problem, options, seed);
        this.type = marching.current().model().type();
        this.causal = options.causal() == null ? null : new CausalWeights(manager, options.causal());
        problem.coefficients().forEach(this::coefficient);
        this.loss = new PinnLoss(manager, type, causal, coefficients, terms.weights());
        this.groups = terms.groups(marching.conditions());
        checkOrder();
    }

    private void checkOrder() {
        boolean second = groups.getFirst().slots().derivatives().stream()
                .anyMatch(d -> d.orders().getFirst() > 1);
        if (options.windows().count() > 1 && second) {
            throw new UserError("windows.count is " + options.windows().count() + ", but the problem " + problem.name()
                    + " is of second order in time; time windows hand over the value only.");
        }
    }

    private int chunks() {
        return options.causal() == null ? 1 : options.causal().chunks();
    }

    private void coefficient(String name, Problem.Coefficient coefficient) {
        NDArray value = manager.create(coefficient.value()).toType(type, true);
        Scopes.keep(value);
        coefficients.put(name, value);
        if (coefficient.learned()) {
            learned.add(new Parameter("coefficient/" + name, value, Parameter.Group.DENSE));
        }
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(marching.current().model().parameters().stream(), learned.stream())
                .toList();
    }

    @Override
    public void prepare(Progress progress) {
        int index = marching.windows().size() - 1;
        double share = progress.fraction() * options.windows().count() - index;
        boolean met = causal != null && causal.reached();
        if (marching.more() && (share >= 1 || met)) {
            next();
        } else if (causal != null && causal.advance(share)) {
            reweigh = true;
        }
    }

    private void next() {
        marching.open();
        groups = terms.groups(marching.conditions());
        if (causal != null) {
            causal.restart();
        }
        redraw = true;
    }

    @Override
    public boolean stalled(Progress progress) {
        if (options.collocation().resample() > 0) {
            redraw = true;
            return true;
        }
        if (marching.more()) {
            next();
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
            bind(adaptive(step));
            weigh(step);
        } else if (frozen() && (reweigh || step - weighedAt >= options.causal().refresh())) {
            weigh(step);
        }
        return batch;
    }

    private boolean frozen() {
        return causal != null && options.causal().refresh() > 1;
    }

    /** Interior points where the residual is large; null while there is none of this window that is worth following. */
    private double @Nullable [][] adaptive(long step) {
        Model model = marching.current().model();
        if (!options.collocation().adaptive()
                || batch == null
                || batch.groups().getFirst().model() != model) {
            return null;
        }
        Collocation collocation = collocation();
        double[][] candidates = collocation.interior(options.collocation().candidates(), draws("candidates", step));
        double[][] chosen = new Adaptive(options.collocation())
                .choose(options.collocation().points(), candidates, residual(candidates), draws("choice", step));
        return collocation.ordered(chosen);
    }

    private Draws draws(String what, long step) {
        return Draws.of(seed, what + marching.windows().size(), step);
    }

    private Collocation collocation() {
        return new Collocation(options.collocation(), marching.domain(), chunks(), type);
    }

    private double[] residual(double[][] candidates) {
        double[] size = new double[candidates.length];
        Model model = marching.current().model();
        for (int first = 0; first < candidates.length; first += CHUNK) {
            int last = Math.min(first + CHUNK, candidates.length);
            try (NDManager own = manager.newSubManager();
                    Tape off = Tape.forwardOnly()) {
                Points points = collocation().of(own, Arrays.copyOfRange(candidates, first, last));
                for (NDArray r : groups.getFirst().at(problem, model, points).residuals(off, coefficients)) {
                    double[] values = r.toType(DataType.FLOAT64, false).toDoubleArray();
                    for (int i = 0; i < values.length; i++) {
                        size[first + i] = Math.hypot(size[first + i], values[i]);
                    }
                }
            }
        }
        return size;
    }

    /** Puts the groups at points; interior points that are not given, and all others, are drawn. */
    private void bind(double @Nullable [][] interior) {
        NDManager fresh = manager.newSubManager();
        Collocation collocation = collocation();
        Model model = marching.current().model();
        List<Group.Bound> bound = new ArrayList<>();
        for (Group group : groups) {
            Points points = bound.isEmpty() && interior != null
                    ? collocation.of(fresh, interior)
                    : drawn(collocation, fresh, group, draws("points" + bound.size(), drawnAt));
            if (points.size() == 0) {
                throw new UserError("There are no points for "
                        + String.join(", ", group.terms().keySet()) + ".");
            }
            bound.add(group.at(problem, model, points));
        }
        if (owner != null) {
            owner.close();
        }
        owner = fresh;
        batch = new Batch(bound, null);
        redraw = false;
    }

    private static Points drawn(Collocation collocation, NDManager manager, Group group, Draws draws) {
        return Fit.named(group.names(), () -> collocation.draw(manager, group.place(), draws));
    }

    /** Freezes causal weights for the next steps, if that is wanted. */
    private void weigh(long step) {
        reweigh = false;
        if (!frozen()) {
            return;
        }
        weighedAt = step;
        NDArray fresh = loss.weights(batch);
        Scopes.keep(fresh);
        fresh.attach(owner);
        batch = new Batch(batch.groups(), fresh);
    }

    @Override
    public Loss loss(Tape tape, Batch batch) {
        Map<String, NDArray> losses = loss.terms(tape, batch);
        return new Loss(loss.total(losses), shown(losses));
    }

    @Override
    public Linearisation residuals(Batch batch) {
        return loss.linearise(batch, learned);
    }

    private Map<String, Double> shown(Map<String, NDArray> losses) {
        Map<String, Double> shown = new LinkedHashMap<>();
        losses.forEach((name, value) -> shown.put("loss." + name, number(value)));
        learned.forEach(p -> shown.put(p.name().replace('/', '.'), number(p.value())));
        if (causal != null) {
            shown.put("causal.least", causal.least());
            shown.put("causal.epsilon", causal.epsilon());
        }
        if (options.windows().count() > 1) {
            shown.put("window", (double) marching.windows().size());
        }
        return shown;
    }

    private static double number(NDArray scalar) {
        return ((Number) scalar.stopGradient().toArray()[0]).doubleValue();
    }

    /**
     * What training found so far.
     *
     * @return the unknowns; shares its parameters with this task
     */
    public Solution solution() {
        return new Solution(problem, marching.windows());
    }

    /**
     * Whether causal training met its stopping criterion.
     *
     * @return true if the least weight exceeded the threshold in the last stage; false without causal weights
     */
    public boolean causalCriterionMet() {
        return causal != null && causal.reached();
    }

    /**
     * Which engine differentiates.
     *
     * @return {@code jets} or {@code nested}
     */
    public String engine() {
        return marching.current().model().engine();
    }

    @Override
    public Map<String, Double> evaluate() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        learned.forEach(p -> metrics.put(p.name().replace('/', '.'), number(p.value())));
        for (Map.Entry<String, Supplier<GridSolution>> truth : problem.truths().entrySet()) {
            GridSolution reference = Fit.named(List.of("the reference " + truth.getKey()), truth.getValue());
            String suffix = metrics.containsKey("relativeL2") ? "." + truth.getKey() : "";
            metrics.putAll(Fit.named(
                    List.of("the reference " + truth.getKey()),
                    () -> Errors.of(problem, solution(), reference, suffix)));
        }
        return metrics;
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put("position", manager.create(new long[] {marching.windows().size(), drawnAt, weighedAt}));
        if (causal != null) {
            state.put("causal", manager.create(causal.state()));
        }
        if (batch != null) {
            double[][] interior = batch.groups().getFirst().points().host();
            state.put(
                    "interior", manager.create(Points.flat(interior), new Shape(interior.length, interior[0].length)));
            if (batch.causal() != null) {
                state.put("weights", batch.causal());
            }
        }
        for (Window window : marching.windows().subList(0, marching.windows().size() - 1)) {
            window.model().parameters().forEach(p -> state.put("finished/" + p.name(), p.value()));
        }
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        long[] position = state.get("position").toLongArray();
        while (marching.windows().size() < position[0]) {
            Model model = marching.current().model();
            model.parameters().forEach(p -> Storage.overwrite(p.value(), state.get("finished/" + p.name())));
            marching.open();
        }
        groups = terms.groups(marching.conditions());
        drawnAt = position[1];
        weighedAt = position[2];
        if (causal != null) {
            causal.restore(state.get("causal").toDoubleArray());
        }
        if (state.containsKey("interior")) {
            bind(rows(state.get("interior")));
            if (state.containsKey("weights")) {
                NDArray frozen = manager.create(state.get("weights")
                                .toType(DataType.FLOAT64, false)
                                .toDoubleArray())
                        .toType(type, true);
                Scopes.keep(frozen);
                batch = new Batch(batch.groups(), frozen);
            }
        }
    }

    private static double[][] rows(NDArray points) {
        int width = (int) points.getShape().get(1);
        double[] flat = points.toType(DataType.FLOAT64, false).toDoubleArray();
        double[][] rows = new double[flat.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return rows;
    }

    @Override
    public void close() {
        marching.close();
        manager.close();
    }
}
