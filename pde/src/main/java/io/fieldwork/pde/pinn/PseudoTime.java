package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Residual;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The terms of implicit pseudo-time stepping; {@link PseudoTimeOptions} has the formulas. */
final class PseudoTime implements Progression {
    private static final double DECAY_FROM = 2;
    private static final double DECAY_TO = 6;
    private static final double DECAY_FLOOR = 0.1;

    private final NDManager manager;
    private final PseudoTimeOptions options;
    private final Problem problem;
    private final TimeWindows windows;
    private final Map<String, NDArray> coefficients;
    private final Map<String, NDArray> previous = new LinkedHashMap<>();
    private final double[] weights;
    private final double[] first;
    private long age;

    /**
     * The terms before the first step; the manager owns the parameters of one step before, coefficients are scalars by
     * name. A problem with another number of equations than of unknowns is a {@link UserError}.
     */
    PseudoTime(
            NDManager manager,
            PseudoTimeOptions options,
            Problem problem,
            TimeWindows windows,
            Map<String, NDArray> coefficients) {
        this.manager = manager;
        this.options = options;
        this.problem = problem;
        this.windows = windows;
        this.coefficients = coefficients;
        int n = problem.equations().size();
        if (n != problem.unknowns().size()) {
            throw new UserError("pseudoTime relaxes one unknown by each equation, but the problem " + problem.name()
                    + " has " + n + " equations for " + problem.unknowns().size() + " unknowns.");
        }
        this.weights = new double[n];
        this.first = new double[n];
        Arrays.fill(weights, 1);
    }

    @Override
    public void restart() {
        previous.values().forEach(NDArray::close);
        previous.clear();
        Arrays.fill(weights, 1);
        age = 0;
    }

    /** The unknowns u and the residuals R of the equations at the points of a step, each [n]. */
    private record State(List<NDArray> u, List<NDArray> r) {}

    /**
     * The equations of the next step with R + w (u - u') for R. The present parameters become those of one step before.
     */
    Relaxed next(Group.Bound equations) {
        List<Parameter> parameters = equations.model().parameters();
        if (previous.isEmpty()) {
            parameters.forEach(p -> previous.put(p.name(), copy(p.value())));
        }
        State before = before(equations, parameters);
        if (age == 0) {
            State now = state(equations);
            Arrays.setAll(first, k -> meanSquare(now.r.get(k)));
        } else if (age >= options.start() && (age - options.start()) % options.every() == 0) {
            update(state(equations), before);
        }
        age++;
        return new Relaxed(relaxed(equations, before.u), before.u);
    }

    /** The equations with the term of pseudo-time, and u' of each unknown, [n], which is the caller's to keep. */
    record Relaxed(Group.Bound equations, List<NDArray> before) {}

    private NDArray copy(NDArray value) {
        NDArray copy = value.stopGradient().duplicate();
        Scopes.keep(copy);
        copy.attach(manager);
        return copy;
    }

    /** Evaluates with the parameters of one step before, which then become the present ones. */
    private State before(Group.Bound equations, List<Parameter> parameters) {
        List<NDArray> now = new ArrayList<>();
        for (Parameter p : parameters) {
            now.add(p.value().stopGradient().duplicate());
            Storage.overwrite(p.value(), previous.get(p.name()));
        }
        try {
            return state(equations);
        } finally {
            for (int i = 0; i < now.size(); i++) {
                Storage.overwrite(parameters.get(i).value(), now.get(i));
                Storage.overwrite(previous.get(parameters.get(i).name()), now.get(i));
            }
        }
    }

    private State state(Group.Bound equations) {
        try (Tape off = Tape.forwardOnly()) {
            Group.Jets jets = equations.jets(off);
            NDArray[] columns = equations.model().columns(jets.points());
            List<NDArray> values =
                    List.of(Arrays.copyOf(columns, problem.unknowns().size()));
            return new State(values, equations.residuals(jets, coefficients));
        }
    }

    private void update(State now, State before) {
        for (int k = 0; k < weights.length; k++) {
            double moved = norm(now.u.get(k).sub(before.u.get(k)));
            double ratio = norm(now.r.get(k).sub(before.r.get(k))) / moved;
            if (moved > 0 && Double.isFinite(ratio)) {
                double wanted = Math.clamp(ratio * decay(k, now), options.least(), options.most());
                weights[k] = options.momentum() * weights[k] + (1 - options.momentum()) * wanted;
            }
        }
    }

    private double decay(int equation, State now) {
        return options.decay() ? decay(Math.log10(first[equation] / meanSquare(now.r.get(equation)))) : 1;
    }

    /** The factor of decay, 1 down to 0.1, by the powers of ten by which the mean square of an equation has fallen. */
    static double decay(double drop) {
        double part = Math.clamp((drop - DECAY_FROM) / (DECAY_TO - DECAY_FROM), 0, 1);
        return DECAY_FLOOR + (1 - DECAY_FLOOR) * 0.5 * (1 + Math.cos(Math.PI * part));
    }

    private static double meanSquare(NDArray r) {
        double norm = norm(r);
        return norm * norm / r.size();
    }

    private static double norm(NDArray r) {
        NDArray doubles = r.toType(DataType.FLOAT64, false);
        return Math.sqrt(doubles.square().sum().getDouble());
    }

    private Group.Bound relaxed(Group.Bound equations, List<NDArray> before) {
        Map<String, Residual> terms = new LinkedHashMap<>();
        equations.group().terms().forEach((name, residual) -> {
            int k = terms.size();
            String unknown = problem.unknowns().get(k);
            double w = weights[k];
            terms.put(
                    name,
                    u -> residual.of(u)
                            .add(u.of(unknown).value().sub(before.get(k)).mul(w)));
        });
        return equations.of(terms);
    }

    /** The weight of each equation. */
    @Override
    public Map<String, Double> shown() {
        Map<String, Double> all = new LinkedHashMap<>();
        problem.equations().forEach(e -> all.put("pseudoTime." + e.name(), weights[all.size()]));
        return all;
    }

    /** The parameters of one step before, weights, mean squares at the first step, steps so far. */
    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        previous.forEach((name, value) -> state.put("previous/" + name, value));
        state.put("pseudoTime", manager.create(weights));
        state.put("pseudoTimeFirst", manager.create(first));
        state.put("pseudoTimeAge", manager.create(new long[] {age}));
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        double[] saved = state.get("pseudoTime").toDoubleArray();
        System.arraycopy(saved, 0, weights, 0, saved.length);
        System.arraycopy(state.get("pseudoTimeFirst").toDoubleArray(), 0, first, 0, first.length);
        age = state.get("pseudoTimeAge").toLongArray()[0];
        for (Parameter p : age > 0 ? windows.current().model().parameters() : List.<Parameter>of()) {
            previous.put(p.name(), copy(p.value()));
            Storage.overwrite(previous.get(p.name()), state.get("previous/" + p.name()));
        }
    }
}
