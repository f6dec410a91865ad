package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
public final class Phases implements Optimizer {
    private static final String FIRST = "first/";
    private static final String THEN = "then/";

    private final NDManager manager;
    private final Supplier<List<Parameter>> parameters;
    private final Supplier<Optimizer> beginning;
    private final long steps;
    private final Supplier<Optimizer> end;
    private Optimizer first;
    private Optimizer then;
    private @Nullable NDArray seen;
    private long count;

    /**
     * A sequence at its start; it closes both.
     *
     * @param owner makes the tensors of a checkpoint
     * @param parameters read at every step; other tensors than before mean a new start of both
     * @param first makes the optimiser of the first steps
     * @param steps of the first optimiser
     * @param then makes the optimiser of all later steps
     */
    public Phases(
            NDManager owner,
            Supplier<List<Parameter>> parameters,
            Supplier<Optimizer> first,
            long steps,
            Supplier<Optimizer> then) {
        this.manager = owner.newSubManager();
        this.parameters = parameters;
        this.beginning = first;
        this.steps = steps;
        this.end = then;
        this.first = first.get();
        this.then = then.get();
    }

    private Optimizer current() {
        return count < steps ? first : then;
    }

    @Override
    public Loss step(double rate, Objective objective) {
        NDArray now = parameters.get().getFirst().value();
        if (seen != null && seen != now) {
            first.close();
            then.close();
            first = beginning.get();
            then = end.get();
            count = 0;
        }
        seen = now;
        Loss loss = current().step(rate, objective);
        if (first.stalled()) {
            count = Math.max(count, steps);
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
        boolean done = count >= steps;
        current().state().forEach((name, array) -> state.put((done ? THEN : FIRST) + name, array));
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        count = state.get("count").getLong();
        boolean entered = state.keySet().stream().anyMatch(name -> name.startsWith(THEN));
        String prefix = count < steps ? FIRST : THEN;
        if (count < steps || entered) {
            current().restore(Checkpoint.under(prefix, state));
        }
    }

    @Override
    public void close() {
        first.close();
        then.close();
        manager.close();
    }
}
