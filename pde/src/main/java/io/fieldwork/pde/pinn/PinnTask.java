package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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
    private final Terms terms;
    private final Marching marching;
    private final @Nullable CausalWeights causal;
    private final Map<String, NDArray> coefficients = new LinkedHashMap<>();
    private final List<Parameter> learned = new ArrayList<>();
    private final DataType type;
    private final Drawing drawing;
    private final PinnLoss loss;

    private List<Group> groups;
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
        this.manager = owner.newSubManager();
        this.problem = problem;
        this.options = options;
        long seed = options.train().seed();
        this.marching = new Marching(manager, kernels, problem, options, seed);
        this.terms = new Terms(problem, manager, marching.handedOver(), options.weights());
        this.type = marching.current().model().type();
        this.causal = options.causal() == null ? null : new CausalWeights(manager, options.causal());
        if (causal != null && problem.domain().time() == null) {
            throw new UserError("causal weights follow time, but the problem " + problem.name()
                    + " has none; expected causal.enabled: false.");
        }
        problem.coefficients().forEach(this::coefficient);
        this.drawing = new Drawing(manager, problem, options.collocation(), marching, chunks(), coefficients, seed);
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
            bind(drawing.adaptive(step, batch == null ? null : batch.groups()));
            weigh(step);
        } else if (frozen() && (reweigh || step - weighedAt >= options.causal().refresh())) {
            weigh(step);
        }
        return batch;
    }

    private boolean frozen() {
        return causal != null && options.causal().refresh() > 1;
    }

    /** Puts the groups at points; interior points that are not given, and all others, are drawn. */
    private void bind(double @Nullable [][] interior) {
        batch = new Batch(drawing.bind(drawnAt, groups, interior), null);
        redraw = false;
    }

    /** Freezes causal weights for the next steps, if that is wanted. */
    private void weigh(long step) {
        reweigh = false;
        if (!frozen()) {
            return;
        }
        weighedAt = step;
        NDArray fresh = loss.weights(batch);
        drawing.keep(fresh);
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
            GridSolution reference = truth.getValue().get();
            String suffix = metrics.containsKey("relativeL2") ? "." + truth.getKey() : "";
            metrics.putAll(Errors.of(problem, solution(), reference, suffix));
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
                drawing.keep(frozen);
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
