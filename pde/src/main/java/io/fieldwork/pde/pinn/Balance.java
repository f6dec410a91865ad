package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/** The adaptive weights of the loss terms; {@link BalanceOptions} has the formulas. */
final class Balance implements Progression {
    private static final double FLOOR = 1e-5;

    private final NDManager manager;
    private final BalanceOptions options;
    private final PinnLoss loss;
    private final TermSizes sizes;
    private final Map<String, Double> first;
    private final Map<String, Double> weights;

    /** At the configured weights of the terms by name; saved arrays belong to the manager. */
    Balance(NDManager manager, BalanceOptions options, PinnLoss loss, TermSizes sizes, Map<String, Double> first) {
        this.manager = manager;
        this.options = options;
        this.loss = loss;
        this.sizes = sizes;
        this.first = new LinkedHashMap<>(first);
        this.weights = new LinkedHashMap<>(first);
    }

    /** Updates the weights if that is due before a step, counted from 0, and says whether it was. */
    boolean follow(PinnTask.Batch batch, long step) {
        if (step % options.every() != 0) {
            return false;
        }
        follow(sizes.of(batch, step));
        loss.weigh(weights);
        return true;
    }

    /** If a size is not finite, or all are 0, nothing changes. */
    private void follow(Map<String, Double> all) {
        Map<String, Double> counted = new LinkedHashMap<>(all);
        counted.keySet().removeIf(name -> first.get(name) == 0);
        double mean = counted.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        if (mean > 0 && mean < Double.POSITIVE_INFINITY) {
            double old = options.momentum();
            counted.forEach((name, size) ->
                    weights.merge(name, mean / (size + FLOOR * mean), (w, wanted) -> old * w + (1 - old) * wanted));
        }
    }

    @Override
    public void restart() {
        weights.putAll(first);
        loss.weigh(weights);
    }

    @Override
    public Map<String, Double> shown() {
        Map<String, Double> shown = new LinkedHashMap<>();
        weights.forEach((name, weight) -> shown.put("weight." + name, weight));
        return shown;
    }

    /** The weights in the order of the terms. */
    @Override
    public Map<String, NDArray> state() {
        double[] all =
                weights.values().stream().mapToDouble(Double::doubleValue).toArray();
        return Map.of("balance", manager.create(all));
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        double[] all = state.get("balance").toDoubleArray();
        int i = 0;
        for (String name : first.keySet()) {
            weights.put(name, all[i++]);
        }
        loss.weigh(weights);
    }
}
