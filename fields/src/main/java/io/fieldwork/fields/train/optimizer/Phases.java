package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.train.store.Checkpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of two optimisers: one for a number of steps, then the other. The standard recipe for equations is some
 * thousand steps of Adam, then a quasi-Newton method.
 */
final class Phases implements Optimizer {
    private static final String FIRST = "first/";
    private static final String THEN = "then/";

    private final NDManager manager;
    private final Kernels kernels;
    private final Supplier<List<Parameter>> parameters;
    private final PhasesOptions options;
    private Optimizer first;
    private Optimizer then;
    private @Nullable NDArray seen;
    private long count;

    /** A sequence at its start; other tensors than before among the parameters mean a new start of both optimisers. */
    Phases(NDManager owner, Kernels kernels, Supplier<List<Parameter>> parameters, PhasesOptions options) {
        this.manager = owner.newSubManager();
        this.kernels = kernels;
        this.parameters = parameters;
        this.options = options;
        this.first = options.first().build(manager, kernels, parameters);
        this.then = options.then().build(manager, kernels, parameters);
    }

    private Optimizer current() {
        return count < options.steps() ? first : then;
    }

    @Override
    public Loss step(double rate, Objective objective) {
        NDArray now = parameters.get().getFirst().value();
        if (seen != null && seen != now) {
            first.close();
            then.close();
            first = options.first().build(manager, kernels, parameters);
            then = options.then().build(manager, kernels, parameters);
            count = 0;
        }
        seen = now;
        Loss loss = current().step(rate, objective);
        if (first.stalled()) {
            count = Math.max(count, options.steps());
        }
        count++;
        return loss;
    }

    @Override
    public void momentum(double decay) {
        first.momentum(decay);
        then.momentum(decay);
    }

    @Override
    public boolean stalled() {
        return then.stalled();
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put("count", manager.create(count));
        boolean done = count >= options.steps();
        current().state().forEach((name, array) -> state.put((done ? THEN : FIRST) + name, array));
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        count = state.get("count").getLong();
        Map<String, NDArray> inner = Checkpoint.under(count < options.steps() ? FIRST : THEN, state);
        if (count < options.steps() || !inner.isEmpty()) {
            current().restore(inner);
        }
    }

    @Override
    public void close() {
        first.close();
        then.close();
        manager.close();
    }
}
