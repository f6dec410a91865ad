package io.fieldwork.samples.config;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.pde.data.DataOptions;
import io.fieldwork.pde.operator.MgnoOptions;
import io.fieldwork.pde.operator.OperatorOptions;
import io.fieldwork.pde.supervised.LearningOptions;
import org.jspecify.annotations.Nullable;

/**
 * Learn a map from functions to functions from pairs; {@code kind: operator}.
 *
 * @param data the pairs
 * @param field the network that stands for the map
 * @param learning batches, loss and normalisers
 * @param train how long and how fast
 * @param output what the run writes
 */
public record OperatorJob(
        @Nullable DataOptions data,
        @Nullable OperatorOptions field,
        @Nullable LearningOptions learning,
        @Nullable TrainOptions train,
        @Nullable OutputOptions output)
        implements Job {
    /** Fills in defaults. */
    public OperatorJob {
        if (data == null) {
            throw new UserError("data.type is missing: it says what the operator learns from, such as darcy or npz.");
        }
        field = field == null ? MgnoOptions.defaults() : field;
        learning = learning == null ? LearningOptions.defaults() : learning;
        train = train == null ? TrainOptions.defaults() : train;
        output = output == null ? OutputOptions.defaults() : output;
    }
}
