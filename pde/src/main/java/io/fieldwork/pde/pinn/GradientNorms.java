package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.optimizer.FlatParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Term sizes as norms of the gradients, one backward pass for each term. */
final class GradientNorms implements TermSizes {
    private final PinnLoss loss;
    private final Supplier<List<Parameter>> parameters;

    /**
     * The norms of a loss.
     *
     * @param loss gives the terms
     * @param parameters all present trainable parameters
     */
    GradientNorms(PinnLoss loss, Supplier<List<Parameter>> parameters) {
        this.loss = loss;
        this.parameters = parameters;
    }

    @Override
    public Map<String, Double> of(PinnTask.Batch batch, long step) {
        Map<String, Double> norms = new LinkedHashMap<>();
        for (Group.Bound bound : batch.groups()) {
            bound.group().names().forEach(name -> norms.put(name, norm(batch, name)));
        }
        return norms;
    }

    private double norm(PinnTask.Batch batch, String term) {
        try (NDScope scope = new NDScope();
                Tape tape = Tape.open()) {
            scope.suppressNotUsedWarning();
            tape.backward(loss.terms(tape, batch).get(term));
            double sum = 0;
            for (double g : new FlatParameters(parameters.get()).takeGradient()) {
                sum += g * g;
            }
            return Math.sqrt(sum);
        }
    }
}
