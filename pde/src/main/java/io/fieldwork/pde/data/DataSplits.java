package io.fieldwork.pde.data;

import io.fieldwork.fields.kernel.Parallel;
import io.fieldwork.fields.tensor.UserError;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A data set in three disjoint parts.
 *
 * @param train training data
 * @param validation validation data
 * @param test test data
 * @param generatedSeconds time that generating took on opening, seconds; 0 if everything was on disk
 * @param typical root mean square of outputs in training that are not zero everywhere, by which the errors of those that are
 * are measured; 0 if there are none
 */
public record DataSplits(DataSet train, DataSet validation, DataSet test, double generatedSeconds, double typical) {
    private static final int PART = 10;

    /** Parts without outputs that are zero everywhere. */
    public DataSplits(DataSet train, DataSet validation, DataSet test, double generatedSeconds) {
        this(train, validation, test, generatedSeconds, 0);
    }

    /**
     * The parts of a given data set: training from its beginning, the test from its end. Parts that are null are a
     * tenth of all; training takes all others.
     */
    static DataSplits of(
            String path,
            DataSet all,
            @Nullable Integer train,
            @Nullable Integer validation,
            @Nullable Integer test,
            Consumer<String> note) {
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
                .checked(note);
    }

    /** These, of which the test samples are those of another file, its first ones if their number is not null. */
    DataSplits testedOn(DataSplits other, @Nullable Integer count) {
        DataSet all = other.train();
        if (!Arrays.equals(all.inputShape(), train.inputShape())
                || !Arrays.equals(all.outputShape(), train.outputShape())) {
            throw new UserError("data.testPath has " + all.description() + ", but data.path " + train.description()
                    + "; expected the same channels and the same grid.");
        }
        int wanted = count == null ? all.count() : count;
        UserError.require(
                wanted <= all.count(), "data.test", wanted, "at most the " + all.count() + " samples of data.testPath");
        return new DataSplits(
                train, validation, all.slice(0, wanted), generatedSeconds, Math.max(typical, other.typical));
    }

    /**
     * These, after every value was seen to be finite. Where outputs are zero everywhere their typical size is that of the others
     * in training, which is told.
     */
    DataSplits checked(Consumer<String> note) {
        double[] squares = meanSquares(train);
        double others = DoubleStream.concat(Arrays.stream(meanSquares(validation)), Arrays.stream(meanSquares(test)))
                .min()
                .orElse(1);
        long zeros = Arrays.stream(squares).filter(square -> square == 0).count();
        double mean =
                Arrays.stream(squares).filter(square -> square > 0).average().orElse(0);
        if (mean == 0) {
            throw new UserError("All outputs of " + train.name()
                    + " that are trained on are zero everywhere; expected some that are not.");
        }
        if (zeros == 0 && others > 0) {
            return this;
        }
        note.accept("Outputs that are zero everywhere (" + zeros + " of " + squares.length
                + " in training) are measured by the size of the others.");
        return new DataSplits(train, validation, test, generatedSeconds, Math.sqrt(mean));
    }

    /** The mean square of each output; rejects values that are not finite. */
    private static double[] meanSquares(DataSet part) {
        int inputs = size(part.inputShape());
        int outputs = size(part.outputShape());
        double[] squares = new double[part.count()];
        Parallel.run(part.count(), sample -> {
            part.input(sample, FloatBuffer.allocate(inputs));
            float[] output = new float[outputs];
            part.output(sample, FloatBuffer.wrap(output));
            double sum = 0;
            for (float value : output) {
                sum += (double) value * value;
            }
            squares[sample] = sum / outputs;
        });
        return squares;
    }

    private static int size(int[] shape) {
        return IntStream.of(shape).reduce(1, (p, q) -> p * q);
    }
}
