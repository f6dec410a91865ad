package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.optimizer.Linearisation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The loss of a batch: the weighted sum over terms of mean squares, those of the equations causally weighted if wanted. */
final class PinnLoss {
    private static final String METHODS = """
            def mean_square(self, r: Tensor) -> Tensor:
              return torch.mean(torch.mul(r, r))

            def add(self, total: Tensor, loss: Tensor, weight: Tensor) -> Tensor:
              return torch.add(total, torch.mul(loss, weight))

            def spread(self, weights: Tensor, r: Tensor) -> Tensor:
              cut = torch.reshape(r, [torch.size(weights, 0), -1])
              return torch.reshape(torch.expand_as(torch.unsqueeze(weights, 1), cut), [-1])
            """;

    private final NDManager manager;
    private final DataType type;
    private final Script script;
    private final @Nullable CausalWeights causal;
    private final Map<String, NDArray> coefficients;
    private final Map<String, NDArray> configured = new LinkedHashMap<>();
    private final Map<String, NDArray> weights = new LinkedHashMap<>();

    /**
     * A loss.
     *
     * @param manager owner of weights and script
     * @param type precision
     * @param causal stages of causal training, or null for none
     * @param coefficients scalars by name
     * @param weights factor of each term by name
     */
    PinnLoss(
            NDManager manager,
            DataType type,
            @Nullable CausalWeights causal,
            Map<String, NDArray> coefficients,
            Map<String, Double> weights) {
        this.manager = manager;
        this.type = type;
        this.script = Script.compile(manager, METHODS);
        this.causal = causal;
        this.coefficients = coefficients;
        weights.forEach((name, weight) -> configured.put(name, scalar(weight)));
        weigh(weights);
    }

    private NDArray scalar(double value) {
        NDArray scalar = manager.create(value).toType(type, false).duplicate();
        Scopes.keep(scalar);
        return scalar;
    }

    /**
     * Changes the factors of terms in the sum. Causal weights keep the first ones to avoid a feedback: a suppressed
     * term would get more weight, which suppresses it further.
     *
     * @param others by name
     */
    void weigh(Map<String, Double> others) {
        others.forEach((name, weight) -> {
            NDArray old = weights.put(name, scalar(weight));
            if (old != null) {
                old.close();
            }
        });
    }

    /**
     * The loss of each term, without its weight.
     *
     * @param tape of this step
     * @param batch points
     * @return scalars by name
     */
    Map<String, NDArray> terms(Tape tape, PinnTask.Batch batch) {
        Map<String, NDArray> losses = conditions(tape, batch);
        if (causal == null) {
            squares(tape, batch.equations(), losses);
            return losses;
        }
        Map<String, NDArray> chunks = chunks(tape, batch.equations());
        NDArray now = batch.causal() == null ? causal.weights(together(chunks), before(batch, losses)) : batch.causal();
        chunks.forEach((name, chunk) -> losses.put(name, causal.weighted(now, chunk)));
        return losses;
    }

    /**
     * The weighted sum.
     *
     * @param terms what {@link #terms} gave
     * @return a scalar
     */
    NDArray total(Map<String, NDArray> terms) {
        NDArray total = zero();
        for (Map.Entry<String, NDArray> term : terms.entrySet()) {
            total = add(total, term.getValue(), weights.get(term.getKey()));
        }
        return total;
    }

    /**
     * The causal weights at the present parameters.
     *
     * @param batch points
     * @return [chunks]
     */
    NDArray weights(PinnTask.Batch batch) {
        try (Tape off = Tape.forwardOnly()) {
            Map<String, NDArray> conditions = conditions(off, batch);
            return causal.weights(together(chunks(off, batch.equations())), before(batch, conditions));
        }
    }

    /**
     * The loss as a sum of squares.
     *
     * @param batch points
     * @param learned trainable coefficients
     * @return residuals and Jacobian, columns in the order of the model's parameters and then the coefficients
     */
    Linearisation linearise(PinnTask.Batch batch, List<Parameter> learned) {
        NDArray frozen = causal == null ? null : batch.causal() == null ? weights(batch) : batch.causal();
        NDList residuals = new NDList();
        NDList rows = new NDList();
        for (Group.Bound bound : batch.groups()) {
            boolean equations = bound == batch.groups().getFirst();
            PointGradients gradients = new PointGradients(bound, coefficients, learned);
            for (int k = 0; k < bound.group().names().size(); k++) {
                NDArray[] term = gradients.of(k);
                NDArray scale = weights.get(bound.group().names().get(k)).div(term[0].size());
                NDArray factor = equations && frozen != null
                        ? script.call("spread", frozen, term[0])[0].mul(scale).sqrt()
                        : scale.sqrt();
                residuals.add(term[0].mul(factor));
                rows.add(term[1].mul(equations && frozen != null ? factor.expandDims(1) : factor));
            }
        }
        return new Linearisation(NDArrays.concat(residuals), NDArrays.concat(rows), Map.of());
    }

    private Map<String, NDArray> conditions(Tape tape, PinnTask.Batch batch) {
        Map<String, NDArray> losses = new LinkedHashMap<>();
        batch.groups().stream().skip(1).forEach(bound -> squares(tape, bound, losses));
        return losses;
    }

    private void squares(Tape tape, Group.Bound bound, Map<String, NDArray> losses) {
        List<NDArray> residuals = bound.residuals(tape, coefficients);
        List<String> names = bound.group().names();
        for (int k = 0; k < names.size(); k++) {
            losses.put(names.get(k), script.call("mean_square", residuals.get(k))[0]);
        }
    }

    /** Losses [chunks] of each equation by name. */
    private Map<String, NDArray> chunks(Tape tape, Group.Bound equations) {
        List<NDArray> residuals = equations.residuals(tape, coefficients);
        List<String> names = equations.group().names();
        Map<String, NDArray> chunks = new LinkedHashMap<>();
        for (int k = 0; k < names.size(); k++) {
            chunks.put(names.get(k), causal.chunks(residuals.get(k)));
        }
        return chunks;
    }

    /** Weighted losses of the chunks, all equations together. */
    private NDArray together(Map<String, NDArray> chunks) {
        NDArray sum = zero();
        for (Map.Entry<String, NDArray> chunk : chunks.entrySet()) {
            sum = add(sum, chunk.getValue().stopGradient(), configured.get(chunk.getKey()));
        }
        return sum;
    }

    /** The loss of the initial conditions, the chunk before the first. */
    private NDArray before(PinnTask.Batch batch, Map<String, NDArray> losses) {
        NDArray sum = zero();
        for (Group.Bound bound : batch.groups()) {
            if (causal.initial() && bound.group().initial()) {
                for (String name : bound.group().names()) {
                    sum = add(sum, losses.get(name).stopGradient(), configured.get(name));
                }
            }
        }
        return sum;
    }

    private NDArray add(NDArray sum, NDArray loss, NDArray weight) {
        return script.call("add", sum, loss, weight)[0];
    }

    private NDArray zero() {
        return manager.zeros(new Shape(), type);
    }
}
