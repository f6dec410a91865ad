package io.fieldwork.pde.supervised;

import static io.fieldwork.fields.tensor.UserError.oneOf;
import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of an operator's supervised training; block {@code learning} of a configuration. An epoch is as many steps as
 * the training samples have batches.
 *
 * @param batch samples a step, default 8
 * @param loss relative error that is lowered, mean over a batch: {@code l2}, {@code h1} or {@code h1-truncated}
 * (default), see {@link ErrorNorm}
 * @param input normaliser of the arguments: {@code none} (default), {@code scalar} (one mean and deviation a channel)
 * or {@code pixel} (one for every point)
 * @param output normaliser of the results, default {@code scalar}
 * @param pairs {@code whole} (default: from the input to all channels of the output), or for trajectories {@code next}:
 * from every frame to the one that follows, measured on roll-outs from the first frame
 * @param weightDecay factor of the parameters that is added to their gradient, default 0
 * @param strides other grids to measure on: every how many-th point of the grid of the files, default none
 */
@Buildable
public record LearningOptions(
        @Nullable Integer batch,
        @Nullable String loss,
        @Nullable String input,
        @Nullable String output,
        @Nullable String pairs,
        @Nullable Double weightDecay,
        @Nullable List<Integer> strides) {
    /** Predict all output channels at once. */
    static final String WHOLE = "whole";
    /** Predict the next frame. */
    static final String NEXT = "next";

    /** Fills in defaults and rejects values outside their range. */
    public LearningOptions {
        batch = batch == null ? 8 : batch;
        loss = loss == null ? ErrorNorm.TRUNCATED_H1 : loss;
        input = input == null ? Normaliser.NONE : input;
        output = output == null ? Normaliser.SCALAR : output;
        pairs = pairs == null ? WHOLE : pairs;
        weightDecay = weightDecay == null ? 0.0 : weightDecay;
        strides = strides == null ? List.of() : List.copyOf(strides);
        require(batch >= 1, "learning.batch", batch, "a positive whole number");
        oneOf("learning.loss", loss, ErrorNorm.NAMES);
        oneOf("learning.input", input, Normaliser.NAMES);
        oneOf("learning.output", output, Normaliser.NAMES);
        oneOf("learning.pairs", pairs, List.of(WHOLE, NEXT));
        require(weightDecay >= 0 && weightDecay < 1, "learning.weightDecay", weightDecay, "a number in [0, 1)");
        require(strides.stream().allMatch(s -> s >= 1), "learning.strides", strides, "whole numbers from 1");
    }

    /** Whether operators predict the next frame. */
    boolean next() {
        return pairs.equals(NEXT);
    }

    /** {@return the default options: batches of 8, the truncated H1 loss} */
    public static LearningOptions defaults() {
        return LearningOptionsBuilder.builder().build();
    }
}
