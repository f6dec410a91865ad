package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import java.util.Map;

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
    private int stage;
    private double least;
    private boolean reached;

    /**
     * At the first stage.
     *
     * @param manager owner of the script and of what is saved
     * @param options stages
     */
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
        least = 0;
        reached = false;
    }

    /**
     * Losses of the chunks.
     *
     * @param r residuals [n] in the order of time
     * @return mean squares [chunks]
     */
    NDArray chunks(NDArray r) {
        return script.call("chunks", r, count)[0];
    }

    /** Whether the initial conditions count as the chunk before the first. */
    boolean initial() {
        return options.initial();
    }

    /**
     * The weights that belong to some losses.
     *
     * @param losses of the chunks, all equations together, [chunks], without history
     * @param before loss of the initial conditions, a scalar without history
     * @return [chunks], at most 1, not increasing
     */
    NDArray weights(NDArray losses, NDArray before) {
        NDManager manager = losses.getManager();
        NDArray epsilon = manager.create(epsilon()).toType(losses.getDataType(), false);
        NDArray weights = script.call("weights", losses, before, epsilon)[0];
        least = weights.min().toType(DataType.FLOAT64, false).getDouble();
        return weights;
    }

    /**
     * The loss of one equation.
     *
     * @param weights [chunks], constants
     * @param losses [chunks]
     * @return their mean product
     */
    NDArray weighted(NDArray weights, NDArray losses) {
        return script.call("weighted", weights, losses)[0];
    }

    /** The steepness of the present stage. */
    double epsilon() {
        return options.epsilons().get(stage);
    }

    /** The least weight that was last seen. */
    double least() {
        return least;
    }

    /** Whether the last stage met the stopping criterion. */
    boolean reached() {
        return reached;
    }

    /**
     * Goes on to the next stage where it is time.
     *
     * @param fraction of the time window's share of the run that is over
     * @return true if the steepness changed
     */
    boolean advance(double fraction) {
        int last = options.epsilons().size() - 1;
        boolean met = least > options.threshold();
        reached |= met && stage == last;
        if (stage < last && (met || fraction >= (stage + 1.0) / (last + 1))) {
            stage++;
            least = 0;
            return true;
        }
        return false;
    }

    @Override
    public Map<String, Double> shown() {
        return Map.of("causal.least", least, "causal.epsilon", epsilon());
    }

    /** Stage, least weight, whether the criterion was met. */
    @Override
    public Map<String, NDArray> state() {
        return Map.of("causal", manager.create(new double[] {stage, least, reached ? 1 : 0}));
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        double[] saved = state.get("causal").toDoubleArray();
        stage = (int) saved[0];
        least = saved[1];
        reached = saved[2] > 0;
    }
}
