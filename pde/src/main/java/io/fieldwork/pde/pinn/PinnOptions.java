package io.fieldwork.pde.pinn;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.network.NetworkOptions;
import io.fieldwork.fields.network.NetworkOptionsBuilder;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.train.TrainOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All options of a problem's solution by training.
 *
 * @param field the network
 * @param collocation the points
 * @param causal causal weights, or null for none
 * @param windows time marching
 * @param weights factors of terms of the loss by name; the others keep the problem's own
 * @param balance adaptive weights, or null for none
 * @param curriculum successive values of a coefficient, or null for none
 * @param pseudoTime implicit steps in pseudo-time, or null for none
 * @param train duration, learning rate and optimiser
 */
@Buildable
public record PinnOptions(
        @Nullable NetworkOptions field,
        @Nullable CollocationOptions collocation,
        @Nullable CausalOptions causal,
        @Nullable WindowOptions windows,
        @Nullable Map<String, Double> weights,
        @Nullable BalanceOptions balance,
        @Nullable CurriculumOptions curriculum,
        @Nullable PseudoTimeOptions pseudoTime,
        @Nullable TrainOptions train) {
    /** Fills in defaults and rejects inconsistent options. */
    public PinnOptions {
        field = field == null ? NetworkOptionsBuilder.builder().build() : field;
        collocation = collocation == null ? CollocationOptionsBuilder.builder().build() : collocation;
        causal = causal != null && causal.enabled() ? causal : null;
        windows = windows == null ? WindowOptionsBuilder.builder().build() : windows;
        weights = weights == null ? Map.of() : Map.copyOf(weights);
        balance = balance == null || balance.method().equals("none") ? null : balance;
        pseudoTime = pseudoTime != null && pseudoTime.enabled() ? pseudoTime : null;
        train = train == null ? TrainOptions.defaults() : train;
        weights.forEach((term, weight) -> require(
                weight >= 0 && weight < Double.POSITIVE_INFINITY, "weights." + term, weight, "a number, 0 or more"));
        if (pseudoTime != null) {
            pseudoTime.check(collocation, train.optimizer());
        }
    }

    /** The number of chunks into which time is cut, 1 without causal weights, where the order does not matter. */
    int chunks() {
        return causal == null ? 1 : causal.chunks();
    }
}
