package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;

/** The error of the colours of some rays before what is behind them. */
@FunctionalInterface
public interface ColorLoss {
    /** {@return the mean error, a differentiable scalar, of colours [rays, 3] multiplied with opacity, and opacity [rays]} */
    NDArray of(NDArray color, NDArray opacity);
}
