package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Storage;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A first-order method: each parameter moves by its own gradient and history. A parameter is its tensor, whatever its
 * name: another tensor of the same name starts without history, and the history of a tensor that the task no longer has
 * is freed at the next step.
 */
final class FirstOrder implements Optimizer {
    /** Name of the first moments in a history. */
    static final String FIRST = "first";

    /** Name of the second moments, which every history has. */
    static final String SECOND = "second";

    private static final String COUNT = "count";

    /** The update of one parameter. */
    interface Rule {
        /** Zeros by name, in the order of a checkpoint, which has those that are not empty; the history frees them. */
        Map<String, NDArray> fresh(Parameter parameter);

        /** Moves a parameter, changes its history and leaves zeros in its gradient. */
        void update(Parameter parameter, History history, double rate, double momentum);
    }

    /** The state of one parameter: moments and the number of steps that it has taken. */
    static final class History {
        private final Map<String, NDArray> tensors;
        private long count;

        private History(Map<String, NDArray> tensors) {
            this.tensors = tensors;
            Scopes.keep(tensors.values().toArray(NDArray[]::new));
        }

        NDArray tensor(String name) {
            return tensors.get(name);
        }

        long count() {
            return count;
        }

        /** The tensors that a checkpoint has, each under the prefix and its own name. */
        private Map<String, NDArray> saved(String prefix) {
            Map<String, NDArray> saved = new LinkedHashMap<>();
            tensors.forEach((name, tensor) -> saved.put(prefix + name, tensor));
            saved.values().removeIf(tensor -> tensor.size() == 0);
            return saved;
        }
    }

    private final NDManager manager;
    private final Supplier<List<Parameter>> parameters;
    private final Rule rule;
    private final Map<NDArray, History> known = new IdentityHashMap<>();
    private double momentum;

    /**
     * An optimiser without history.
     *
     * @param manager owns the moments; closed with this
     * @param parameters read at every step, updated in their order
     * @param momentum decay of the first moment
     */
    FirstOrder(NDManager manager, Supplier<List<Parameter>> parameters, Rule rule, double momentum) {
        this.manager = manager;
        this.parameters = parameters;
        this.rule = rule;
        this.momentum = momentum;
    }

    @Override
    public void momentum(double decay) {
        momentum = decay;
    }

    @Override
    public Loss step(double rate, Objective objective) {
        Loss loss = objective.evaluate();
        if (Double.isFinite(loss.value())) {
            List<Parameter> now = parameters.get();
            retain(now);
            for (Parameter parameter : now) {
                History history = history(parameter);
                rule.update(parameter, history, rate, momentum);
                history.count++;
            }
        }
        return loss;
    }

    private History history(Parameter parameter) {
        return known.computeIfAbsent(parameter.value(), value -> new History(rule.fresh(parameter)));
    }

    private void retain(List<Parameter> now) {
        Set<NDArray> present = Collections.newSetFromMap(new IdentityHashMap<>());
        now.forEach(parameter -> present.add(parameter.value()));
        known.forEach((value, history) -> {
            if (!present.contains(value)) {
                history.tensors.values().forEach(NDArray::close);
            }
        });
        known.keySet().retainAll(present);
    }

    /** Tensors and count of each parameter with a history, as {@code NAME/TENSOR} and {@code NAME/count}. */
    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        for (Parameter parameter : parameters.get()) {
            History history = known.get(parameter.value());
            if (history != null) {
                state.putAll(history.saved(parameter.name() + "/"));
                state.put(parameter.name() + "/" + COUNT, manager.create(history.count));
            }
        }
        return state;
    }

    /**
     * A parameter that is not in the state starts without history. Where a parameter has no count of its own, one
     * {@code count} is that of all.
     */
    @Override
    public void restore(Map<String, NDArray> state) {
        for (Parameter parameter : parameters.get()) {
            String prefix = parameter.name() + "/";
            NDArray count = state.getOrDefault(prefix + COUNT, state.get(COUNT));
            if (count != null && state.containsKey(prefix + SECOND)) {
                History history = history(parameter);
                history.count = count.getLong();
                history.saved(prefix).forEach((name, tensor) -> Storage.overwrite(tensor, state.get(name)));
            }
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
