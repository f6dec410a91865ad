package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.optimizer.FlatParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Term sizes as norms of the gradients in all present trainable parameters, one backward pass for each term. */
record GradientNorms(PinnLoss loss, Supplier<List<Parameter>> parameters) implements TermSizes {
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
