package io.fieldwork.samples.kind.operator;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.optimizer.AdamOptionsBuilder;
import io.fieldwork.fields.train.store.CacheFolder;
import io.fieldwork.pde.data.DataOptions;
import io.fieldwork.pde.data.DataSplits;
import io.fieldwork.pde.operator.MgnoOptions;
import io.fieldwork.pde.operator.OperatorOptions;
import io.fieldwork.pde.supervised.LearningOptions;
import io.fieldwork.pde.supervised.OperatorSession;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.OutputOptions;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.report.DataProgress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Learn a map from functions to functions from pairs; {@code kind: operator}.
 *
 * @param data the pairs
 * @param field the network that stands for the map
 * @param learning batches, loss and normalisers
 * @param train how long and how fast; without this block one cycle of 5000 steps by Adam (0.9, 0.999) with the rate 5e-4
 * @param output what the run writes
 */
@JsonTypeName("operator")
public record OperatorJob(
        DataOptions data,
        @Nullable OperatorOptions field,
        @Nullable LearningOptions learning,
        @Nullable TrainOptions train,
        @Nullable OutputOptions output)
        implements Job {
    private static final TrainOptions CYCLE = TrainOptionsBuilder.builder()
            .rate(5e-4)
            .finalRate(0.005)
            .warmup(0.2)
            .schedule("onecycle")
            .optimizer(AdamOptionsBuilder.builder().beta2(0.999).epsilon(1e-8).build())
            .build();

    /** Fills in defaults. */
    public OperatorJob {
        if (data == null) {
            throw new UserError("data.type is missing: it says what the operator learns from, such as darcy or npz.");
        }
        field = field == null ? MgnoOptions.defaults() : field;
        learning = learning == null ? LearningOptions.defaults() : learning;
        train = train == null ? CYCLE : train;
        output = output == null ? OutputOptions.defaults() : output;
    }

    @Override
    public Session open(NDManager manager, @Nullable String kernels) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        DataSplits pairs = data.open(CacheFolder.of("data"), new DataProgress(System.err, terminal));
        return run(manager, pairs, kernels);
    }

    /** Needs no data: the checkpoint tells their form. */
    @Override
    public Session openToPredict(NDManager manager, @Nullable String kernels, Path checkpoint) {
        return OperatorSession.form(checkpoint)
                .map(form -> run(manager, form, kernels))
                .orElseGet(() -> open(manager, kernels));
    }

    private Session run(NDManager manager, DataSplits pairs, @Nullable String kernels) {
        OperatorSession session = OperatorSession.open(manager, pairs, field, learning, train, kernels);
        return new OperatorRun(learning, field, session, data);
    }
}
