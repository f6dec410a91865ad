package io.fieldwork.pde.supervised;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A normaliser of functions by mean and standard deviation of the training samples. Values that are constant in
 * training have deviation 1.
 *
 * @param mean [1, channels, height, width], or [1, channels, 1, 1]; in space with one axis more
 * @param deviation same shape, positive
 */
record Normaliser(NDArray mean, NDArray deviation) {
    static final String NONE = "none";
    static final String SCALAR = "scalar";
    static final String PIXEL = "pixel";
    static final List<String> NAMES = List.of(NONE, SCALAR, PIXEL);

    /** A point that varies less than this share of its channel counts as constant. */
    private static final String CONSTANT = "1e-5";
    /** A channel that varies less than this share of its mean is constant up to rounding. */
    private static final String ROUNDING = "1e-6";

    private static final String STATISTICS = """
        def scalar(self, x: Tensor) -> Tuple[Tensor, Tensor]:
          d = torch.std(x, %1$s, False, True)
          m = torch.mean(x, %1$s, True)
          return (m, torch.where(torch.gt(d, torch.mul(torch.abs(m), %3$s)), d, torch.ones_like(d)))

        def pixel(self, x: Tensor) -> Tuple[Tensor, Tensor]:
          d = torch.std(x, [0], False, True)
          least = torch.mul(torch.std(x, %1$s, False, True), %2$s)
          return (torch.mean(x, [0], True), torch.where(torch.gt(d, least), d, torch.ones_like(d)))
        """;

    /** The normaliser of one of the kinds of {@link #NAMES} for samples [samples, channels, height, width]. */
    static Normaliser of(NDManager owner, String kind, NDArray samples) {
        if (kind.equals(NONE)) {
            long[] shape = LongStream.generate(() -> 1)
                    .limit(samples.getShape().dimension())
                    .toArray();
            shape[1] = samples.getShape().get(1);
            Shape channels = new Shape(shape);
            return new Normaliser(owner.zeros(channels), owner.ones(channels)).kept(owner);
        }
        try (NDScope scope = new NDScope();
                Script script =
                        Script.compile(owner, statistics(samples.getShape().dimension()))) {
            scope.suppressNotUsedWarning();
            NDArray[] both = script.call(kind, samples);
            return new Normaliser(both[0], both[1]).kept(owner);
        }
    }

    private static String statistics(int rank) {
        List<Integer> all =
                IntStream.range(0, rank).filter(axis -> axis != 1).boxed().toList();
        return STATISTICS.formatted(all, CONSTANT, ROUNDING);
    }

    /** The normaliser of a checkpoint's arrays, which are copied. */
    static Normaliser of(NDManager owner, NDArray mean, NDArray deviation) {
        return new Normaliser(copy(owner, mean), copy(owner, deviation)).kept(owner);
    }

    /** The engine's own copy to the device where an array already is shares its memory. */
    private static NDArray copy(NDManager owner, NDArray array) {
        return array.toDevice(owner.getDevice(), false).duplicate();
    }

    private Normaliser kept(NDManager owner) {
        mean.attach(owner);
        deviation.attach(owner);
        Scopes.keep(mean, deviation);
        return this;
    }

    NDArray encode(NDArray functions) {
        check(functions);
        return functions.sub(mean).div(deviation);
    }

    NDArray decode(NDArray functions) {
        check(functions);
        return functions.mul(deviation).add(mean);
    }

    private void check(NDArray functions) {
        Shape own = mean.getShape();
        Shape given = functions.getShape();
        if (own.get(1) != given.get(1)) {
            throw new UserError("This operator was trained on " + own.get(1) + " channels and does not run on "
                    + given.get(1) + ".");
        }
        if (own.slice(2).size() > 1 && !own.slice(2).equals(given.slice(2))) {
            throw new UserError("This operator has a mean for every point of a grid of "
                    + Arrays.toString(own.slice(2).getShape())
                            .replaceAll("[\\[\\]]", "")
                            .replace(", ", " x ") + " and does not run on others; one trained with learning.input and"
                    + " learning.output none or scalar does.");
        }
    }
}
