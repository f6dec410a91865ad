package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * The loss of a step, with named numbers for logs.
 *
 * @param total scalar, differentiable
 * @param shown named numbers for logs and progress, such as terms of the loss, {@code psnr} or {@code samples}
 */
public record Loss(NDArray total, Map<String, Double> shown) {
    /** {@return the total as a number, read from the device} */
    public double value() {
        return ((Number) total.toArray()[0]).doubleValue();
    }
}
