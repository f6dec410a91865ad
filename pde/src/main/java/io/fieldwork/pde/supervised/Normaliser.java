package io.fieldwork.pde.supervised;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;

/** Mean and deviation of the training samples, by which functions are brought to size 1 and back. */
final class Normaliser {
    static final String NONE = "none";
    static final String SCALAR = "scalar";
    static final String PIXEL = "pixel";
    static final List<String> NAMES = List.of(NONE, SCALAR, PIXEL);

    /** A point that varies less than this share of all points together counts as constant. */
    private static final double CONSTANT = 1e-6;

    private final NDArray mean;
    private final NDArray deviation;

    private Normaliser(NDArray mean, NDArray deviation) {
        this.mean = mean;
        this.deviation = deviation;
        Scopes.keep(mean, deviation);
    }

    /**
     * Measures samples.
     *
     * @param kind one of {@link #NAMES}
     * @param samples [samples, channels, height, width]
     * @return mean and deviation as [1, channels, height, width], or [1, channels, 1, 1]
     */
    static Normaliser of(String kind, NDArray samples) {
        NDManager manager = samples.getManager();
        if (kind.equals(NONE)) {
            Shape channels = new Shape(1, samples.getShape().get(1), 1, 1);
            return new Normaliser(manager.zeros(channels), manager.ones(channels));
        }
        NDArray overall = mean(samples, 3, 2, 0);
        NDArray spread = deviation(samples, overall, 3, 2, 0);
        if (kind.equals(SCALAR)) {
            return new Normaliser(overall, spread.maximum(Float.MIN_NORMAL));
        }
        NDArray mean = mean(samples, 0);
        NDArray deviation = deviation(samples, mean, 0).maximum(spread.mul(CONSTANT));
        return new Normaliser(mean, deviation.maximum(Float.MIN_NORMAL));
    }

    private static NDArray deviation(NDArray samples, NDArray mean, int... axes) {
        return mean(samples.sub(mean).square(), axes).sqrt();
    }

    private static NDArray mean(NDArray samples, int... axes) {
        NDArray mean = samples;
        for (int axis : axes) {
            mean = mean.mean(new int[] {axis}, true);
        }
        return mean;
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
        if (own.get(2) > 1 && !own.slice(2).equals(functions.getShape().slice(2))) {
            throw new UserError("This operator has a mean for every point of a grid of " + own.get(2) + " x "
                    + own.get(3) + " and does not run on others; one trained with learning.input and"
                    + " learning.output none or scalar does.");
        }
    }

    /** Whether it belongs to one grid. */
    boolean isTied() {
        return mean.getShape().get(2) > 1;
    }

    NDArray mean() {
        return mean;
    }

    NDArray deviation() {
        return deviation;
    }

    void restore(NDArray savedMean, NDArray savedDeviation) {
        Storage.overwrite(mean, savedMean);
        Storage.overwrite(deviation, savedDeviation);
    }
}
