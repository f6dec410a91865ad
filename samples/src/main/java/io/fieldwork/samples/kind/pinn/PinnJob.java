package io.fieldwork.samples.kind.pinn;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.fieldwork.fields.network.NetworkOptions;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.pinn.BalanceOptions;
import io.fieldwork.pde.pinn.BalanceOptionsBuilder;
import io.fieldwork.pde.pinn.CausalOptions;
import io.fieldwork.pde.pinn.CausalOptionsBuilder;
import io.fieldwork.pde.pinn.CollocationOptions;
import io.fieldwork.pde.pinn.CurriculumOptions;
import io.fieldwork.pde.pinn.PinnOptions;
import io.fieldwork.pde.pinn.PinnSession;
import io.fieldwork.pde.pinn.PseudoTimeOptions;
import io.fieldwork.pde.pinn.PseudoTimeOptionsBuilder;
import io.fieldwork.pde.pinn.WindowOptions;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.OutputOptions;
import io.fieldwork.samples.kind.Session;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Solve an equation by training a network on its residual; {@code kind: pinn}.
 *
 * @param problem which equation
 * @param field the network that stands for the unknown
 * @param collocation where the equation is asked to hold
 * @param causal weights that follow time; without this block, or with {@code enabled: false}, there are none
 * @param windows time marching
 * @param weights factors of terms of the loss, by name
 * @param balance how these weights follow training; without this block they stay
 * @param curriculum a coefficient of the problem that takes one value after another, or null for none
 * @param pseudoTime implicit steps in pseudo-time; without this block, or with {@code enabled: false}, there are none
 * @param train how long and how fast
 * @param output what the run writes
 */
@JsonTypeName("pinn")
public record PinnJob(
        ProblemOptions problem,
        @Nullable NetworkOptions field,
        @Nullable CollocationOptions collocation,
        @Nullable CausalOptions causal,
        @Nullable WindowOptions windows,
        @Nullable Map<String, Double> weights,
        @Nullable BalanceOptions balance,
        @Nullable CurriculumOptions curriculum,
        @Nullable PseudoTimeOptions pseudoTime,
        @Nullable TrainOptions train,
        @Nullable OutputOptions output)
        implements Job {
    /** Fills in defaults and rejects what does not fit the problem. */
    public PinnJob {
        if (problem == null) {
            throw new UserError(
                    "The block problem is missing; expected problem.name, problem.equations or problem.type.");
        }
        problem.problem();
        weights = ProblemOptions.numbers(weights);
        causal = causal == null ? CausalOptionsBuilder.builder().enabled(false).build() : causal;
        balance = balance == null ? BalanceOptionsBuilder.builder().build() : balance;
        pseudoTime = pseudoTime == null
                ? PseudoTimeOptionsBuilder.builder().enabled(false).build()
                : pseudoTime;
        PinnOptions complete =
                new PinnOptions(field, collocation, causal, windows, weights, balance, curriculum, pseudoTime, train);
        field = complete.field();
        collocation = complete.collocation();
        windows = complete.windows();
        train = complete.train();
        output = output == null ? OutputOptions.defaults() : output;
    }

    /** {@return the same blocks as the library's options} */
    public PinnOptions options() {
        return new PinnOptions(field, collocation, causal, windows, weights, balance, curriculum, pseudoTime, train);
    }

    @Override
    public Session open(NDManager manager, @Nullable String kernels) {
        Problem equation = problem.problem();
        MeasurementOptions data = problem.data();
        Problem whole = data == null ? equation : Measurements.of(equation, data, train.seed());
        return new PinnRun(PinnSession.open(manager, whole, options(), kernels), problem.digest());
    }
}
