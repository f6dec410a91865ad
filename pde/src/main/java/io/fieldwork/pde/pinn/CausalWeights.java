package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The stages of causal training: w_i = exp(-epsilon sum_{k < i} L_k) over chunks of time, epsilon from a list, one stage
 * after another (Wang, Sankaran, Perdikaris, arXiv 2203.07404, algorithm 1). A stage ends when the least weight exceeds the
 * threshold, or when its share of the run is over.
 */
final class CausalWeights implements Progression {
    private static final String METHODS = """
            def chunks(self, r: Tensor, count: Tensor) -> Tensor:
              return torch.mean(torch.reshape(torch.mul(r, r), [torch.size(count, 0), -1]), [1])

            def weights(self, losses: Tensor, before: Tensor, epsilon: Tensor) -> Tensor:
              earlier = torch.add(torch.sub(torch.cumsum(losses, 0), losses), before)
              return torch.exp(torch.neg(torch.mul(earlier, epsilon)))

            def weighted(self, weights: Tensor, losses: Tensor) -> Tensor:
              return torch.mean(torch.mul(weights, losses))
            """;

    private final NDManager manager;
    private final CausalOptions options;
    private final Script script;
    private final NDArray count;
    private final CausalHistory history = new CausalHistory();
    private int stage;
    private double[] latest = {};
    private long step;
    private long reachedAt;

    /** At the first stage; the script and saved arrays belong to the manager. */
    CausalWeights(NDManager manager, CausalOptions options) {
        this.manager = manager;
        this.options = options;
        this.script = Script.compile(manager, METHODS);
        this.count = manager.zeros(new Shape(options.chunks()));
        Scopes.keep(count);
    }

    /** Back to the first stage. */
    @Override
    public void restart() {
        stage = 0;
        latest = new double[0];
        reachedAt = 0;
        history.clear();
    }

    /** The mean squares [chunks] of residuals [n] in the order of time. */
    NDArray chunks(NDArray r) {
        return script.call("chunks", r, count)[0];
    }

    /** Whether the initial conditions count as the chunk before the first. */
    boolean initial() {
        return options.initial();
    }

    /**
     * The weights [chunks], at most 1 and not increasing, that belong to the losses [chunks] of all equations together
     * and the loss of the initial conditions, a scalar; both without history.
     */
    NDArray weights(NDArray losses, NDArray before) {
        NDManager manager = losses.getManager();
        NDArray epsilon = manager.create(epsilon()).toType(losses.getDataType(), false);
        NDArray weights = script.call("weights", losses, before, epsilon)[0];
        latest = weights.toType(DataType.FLOAT64, false).toDoubleArray();
        return weights;
    }

    /** The loss of one equation: the mean product of constant weights and its losses, each [chunks]. */
    NDArray weighted(NDArray weights, NDArray losses) {
        return script.call("weighted", weights, losses)[0];
    }

    /** The steepness of the present stage. */
    double epsilon() {
        return options.epsilons().get(stage);
    }

    /** The least weight of the last evaluation. */
    double least() {
        return Arrays.stream(latest).min().orElse(0);
    }

    /** Whether the last stage has met the stopping criterion. */
    boolean reached() {
        return reachedAt > 0;
    }

    /** Steps after which the last stage met the stopping criterion, or 0. */
    long reachedAt() {
        return reachedAt;
    }

    /**
     * Goes on to the next stage when it is due, given the fraction of the time window's share of the run that is over,
     * and records weights for the history with the mean times of the chunks. Says whether the steepness changed.
     */
    boolean advance(double fraction, long step, Supplier<double[]> times) {
        this.step = step;
        int last = options.epsilons().size() - 1;
        boolean met = least() > options.threshold();
        if (met && stage == last && reachedAt == 0) {
            reachedAt = step;
        }
        boolean ends = stage < last && (met || fraction >= (stage + 1.0) / (last + 1));
        if (latest.length > 0 && (ends || history.due(step))) {
            history.add(new CausalProfile(step, epsilon(), ends, times.get(), latest));
        }
        if (ends) {
            stage++;
            latest = new double[0];
        }
        return ends;
    }

    @Override
    public Map<String, Double> shown() {
        return Map.of("causal.least", least(), "causal.epsilon", epsilon(), "causal.met", reached() ? 1.0 : 0.0);
    }

    /**
     * The history of the weights in this time window in the order of steps, the present ones last, given the mean times
     * of the chunks.
     */
    List<CausalProfile> profiles(Supplier<double[]> times) {
        List<CausalProfile> all = new ArrayList<>(history.all());
        if (latest.length > 0) {
            all.add(new CausalProfile(step + 1, epsilon(), false, times.get(), latest));
        }
        return all;
    }

    /** The stage, the present weights, and a row for each profile of the history. */
    @Override
    public Map<String, NDArray> state() {
        Map<String, double[][]> state = new LinkedHashMap<>();
        state.put("causal", new double[][] {{stage, step, reachedAt}});
        state.put("causal.latest", new double[][] {latest});
        state.put(
                "causal.history", history.all().stream().map(CausalProfile::row).toArray(double[][]::new));
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        state.forEach((name, rows) -> {
            if (rows.length > 0 && rows[0].length > 0) {
                arrays.put(name, manager.create(rows));
            }
        });
        return arrays;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        restart();
        double[] position = PointSet.rows(state.get("causal"))[0];
        stage = (int) position[0];
        step = (long) position[1];
        reachedAt = (long) position[2];
        if (state.containsKey("causal.latest")) {
            latest = PointSet.rows(state.get("causal.latest"))[0];
        }
        if (state.containsKey("causal.history")) {
            Arrays.stream(PointSet.rows(state.get("causal.history")))
                    .map(CausalProfile::of)
                    .forEach(history::add);
        }
    }
}
