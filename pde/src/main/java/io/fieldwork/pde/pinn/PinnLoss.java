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
import java.util.function.UnaryOperator;
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
     * A loss whose weights and script the manager owns; causal is null for none. Coefficients are scalars by name,
     * weights factors of terms by name.
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
     * Changes the factors of terms in the sum, by name. Causal weights keep the first ones to avoid a feedback: a
     * suppressed term would get more weight, which suppresses it further.
     */
    void weigh(Map<String, Double> others) {
        others.forEach((name, weight) -> {
            NDArray old = weights.put(name, scalar(weight));
            if (old != null) {
                old.close();
            }
        });
    }

    /** The loss of each term by name, a scalar without its weight. */
    Map<String, NDArray> terms(Tape tape, PinnTask.Batch batch) {
        Map<String, NDArray> losses = conditions(tape, batch);
        if (causal == null) {
            squares(tape, batch.equations(), losses);
            return losses;
        }
        Map<String, NDArray> chunks = chunks(tape, batch.equations());
        NDArray now = batch.causal() == null ? weights(batch, chunks, losses) : batch.causal();
        chunks.forEach((name, chunk) -> losses.put(name, causal.weighted(now, chunk)));
        return losses;
    }

    /** The weighted sum, a scalar, of what {@link #terms} gave. */
    NDArray total(Map<String, NDArray> terms) {
        return sum(terms, weights);
    }

    /** The causal weights [chunks] of a batch: its frozen ones, or those at the present parameters. */
    NDArray weights(PinnTask.Batch batch) {
        if (batch.causal() != null) {
            return batch.causal();
        }
        try (Tape off = Tape.forwardOnly()) {
            Map<String, NDArray> conditions = conditions(off, batch);
            return weights(batch, chunks(off, batch.equations()), conditions);
        }
    }

    /**
     * The loss as a sum of squares: residuals and Jacobian, columns in the order of the model's parameters and then the
     * learned coefficients.
     */
    Linearisation linearise(PinnTask.Batch batch, List<Parameter> learned) {
        NDArray frozen = causal == null ? null : weights(batch);
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
        each(tape, bound, r -> script.call("mean_square", r)[0], losses);
    }

    /** Losses [chunks] of each equation by name. */
    private Map<String, NDArray> chunks(Tape tape, Group.Bound equations) {
        Map<String, NDArray> chunks = new LinkedHashMap<>();
        each(tape, equations, causal::chunks, chunks);
        return chunks;
    }

    private void each(Tape tape, Group.Bound bound, UnaryOperator<NDArray> loss, Map<String, NDArray> into) {
        List<NDArray> residuals = bound.residuals(tape, coefficients);
        for (int k = 0; k < residuals.size(); k++) {
            into.put(bound.group().names().get(k), loss.apply(residuals.get(k)));
        }
    }

    /** The causal weights by the losses of all equations together and of the initial conditions, the chunk before. */
    private NDArray weights(PinnTask.Batch batch, Map<String, NDArray> chunks, Map<String, NDArray> conditions) {
        Map<String, NDArray> initial = new LinkedHashMap<>();
        batch.groups().stream()
                .map(Group.Bound::group)
                .filter(group -> causal.initial() && group.initial())
                .flatMap(group -> group.names().stream())
                .forEach(name -> initial.put(name, conditions.get(name)));
        return causal.weights(
                sum(chunks, configured).stopGradient(), sum(initial, configured).stopGradient());
    }

    private NDArray sum(Map<String, NDArray> losses, Map<String, NDArray> factors) {
        NDArray sum = manager.zeros(new Shape(), type);
        for (Map.Entry<String, NDArray> loss : losses.entrySet()) {
            sum = script.call("add", sum, loss.getValue(), factors.get(loss.getKey()))[0];
        }
        return sum;
    }
}
