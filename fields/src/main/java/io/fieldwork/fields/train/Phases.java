package io.fieldwork.fields.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One optimiser for a number of steps, then another for good. The standard recipe for equations is some thousand steps of Adam,
 * which finds the valley, then a quasi-Newton method, which follows it down.
 */
public final class Phases implements Optimizer {
    private static final String FIRST = "first/";
    private static final String THEN = "then/";

    private final NDManager manager;
    private final Optimizer first;
    private final long steps;
    private final Optimizer then;
    private long count;

    /**
     * A sequence at its start; it closes both.
     *
     * @param owner makes the tensors of a checkpoint
     * @param first takes the first steps
     * @param steps how many
     * @param then takes all others
     */
    public Phases(NDManager owner, Optimizer first, long steps, Optimizer then) {
        this.manager = owner.newSubManager();
        this.first = first;
        this.steps = steps;
        this.then = then;
    }

    private Optimizer current() {
        return count < steps ? first : then;
    }

    @Override
    public Loss step(double rate, Objective objective) {
        Loss loss = current().step(rate, objective);
        if (first.stalled()) {
            count = Math.max(count, steps);
        }
        count++;
        return loss;
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
