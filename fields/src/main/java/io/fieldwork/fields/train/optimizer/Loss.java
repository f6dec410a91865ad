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
    /**
     * The total as a number.
     *
     * @return its value, read from the device
     */
    public double value() {
        return ((Number) total.toArray()[0]).doubleValue();
    }
}
