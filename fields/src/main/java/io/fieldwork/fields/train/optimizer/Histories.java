package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Parameter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The optimiser state of each current parameter of a task. A parameter is its tensor, whatever its name: another tensor
 * of the same name starts without history, and the history of a tensor that the task no longer has is freed at the next
 * step.
 */
final class Histories {
    private static final String COUNT = "count";

    private final NDManager manager;
    private final Supplier<List<Parameter>> parameters;
    private final Function<Parameter, History> fresh;
    private final Map<NDArray, History> known = new IdentityHashMap<>();

    /**
     * No histories.
     *
     * @param manager makes the counts of a checkpoint
     * @param parameters read at every step
     * @param fresh a history without steps
     */
    Histories(NDManager manager, Supplier<List<Parameter>> parameters, Function<Parameter, History> fresh) {
        this.manager = manager;
        this.parameters = parameters;
        this.fresh = fresh;
    }

    /** Updates each parameter with its history, in the task's order. */
    void each(BiConsumer<Parameter, History> update) {
        List<Parameter> now = parameters.get();
        retain(now);
        now.forEach(parameter -> update.accept(parameter, of(parameter)));
    }

    private History of(Parameter parameter) {
        return known.computeIfAbsent(parameter.value(), value -> fresh.apply(parameter));
    }

    private void retain(List<Parameter> now) {
        Set<NDArray> present = Collections.newSetFromMap(new IdentityHashMap<>());
        now.forEach(parameter -> present.add(parameter.value()));
        known.forEach((value, history) -> {
            if (!present.contains(value)) {
                history.close();
            }
        });
        known.keySet().retainAll(present);
    }

    /** Tensors and count of each parameter with a history, as {@code NAME/TENSOR} and {@code NAME/count}. */
    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        for (Parameter parameter : parameters.get()) {
            History history = known.get(parameter.value());
            if (history != null) {
                history.save(parameter.name() + "/", state);
                state.put(parameter.name() + "/" + COUNT, manager.create(history.count()));
            }
        }
        return state;
    }

    /**
     * Restores the state. Where a parameter has no count of its own, one {@code count} is that of all.
     *
     * @param state of a checkpoint; a parameter that is not in it starts without history
     */
    void restore(Map<String, NDArray> state) {
        for (Parameter parameter : parameters.get()) {
            String prefix = parameter.name() + "/";
            NDArray count = state.getOrDefault(prefix + COUNT, state.get(COUNT));
            if (count != null && state.containsKey(prefix + History.FIRST)) {
                of(parameter).restore(prefix, state, count.getLong());
            }
        }
    }
}
