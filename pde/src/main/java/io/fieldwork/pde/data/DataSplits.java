package io.fieldwork.pde.data;

import io.fieldwork.fields.kernel.Parallel;
import io.fieldwork.fields.tensor.UserError;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A data set in three disjoint parts.
 *
 * @param train training data
 * @param validation validation data
 * @param test test data
 * @param generatedSeconds time that generating took on opening, seconds; 0 if everything was on disk
 */
public record DataSplits(DataSet train, DataSet validation, DataSet test, double generatedSeconds) {
    private static final int PART = 10;

    /**
     * The parts of a given data set: training from its beginning, the test from its end. Parts that are null are a
     * tenth of all; training takes all others.
     */
    static DataSplits of(
            String path, DataSet all, @Nullable Integer train, @Nullable Integer validation, @Nullable Integer test) {
        int count = all.count();
        int tests = test == null ? count / PART : test;
        int validations = validation == null ? count / PART : validation;
        int trains = train == null ? Math.max(0, count - tests - validations) : train;
        if (trains < 1 || (long) trains + validations + tests > count) {
            throw new UserError("The file " + path + " has " + count + " samples; data.train " + trains
                    + ", data.validation " + validations + " and data.test " + tests + " do not fit in.");
        }
        return new DataSplits(
                        all.slice(0, trains),
                        all.slice(trains, trains + validations),
                        all.slice(count - tests, count),
                        0)
                .requireUsable();
    }

    /** This, without values that are not finite and outputs whose relative error has no meaning: rejects both before training. */
    DataSplits requireUsable() {
        Stream.of(train, validation, test).forEach(DataSplits::requireUsable);
        return this;
    }

    /** Rejects values that are not finite, and outputs whose relative error has no meaning, before training starts. */
    private static void requireUsable(DataSet part) {
        int inputs = size(part.inputShape());
        int outputs = size(part.outputShape());
        Parallel.run(part.count(), sample -> {
            part.input(sample, FloatBuffer.allocate(inputs));
            FloatBuffer output = FloatBuffer.allocate(outputs);
            part.output(sample, output);
            if (output.flip().mismatch(FloatBuffer.allocate(outputs)) < 0) {
                throw new UserError("The output of sample " + sample + " of " + part.name()
                        + " is zero everywhere; expected functions whose relative error has a meaning.");
            }
        });
    }

    private static int size(int[] shape) {
        return IntStream.of(shape).reduce(1, (p, q) -> p * q);
    }
}
