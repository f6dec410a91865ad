package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * A loss as a sum of squares, loss = sum_i r_i^2, near the parameters as they are: r(x + d) = r + J d to first order. A mean
 * of squares with a weight has its factor sqrt(weight / N) inside r. The gradient of the loss is 2 J^T r.
 *
 * @param residuals r, [N]
 * @param jacobian J, [N, P]; its columns are the entries of all parameters, in the task's order, each row-major
 * @param shown named numbers as in {@link Loss}
 */
public record Linearisation(NDArray residuals, NDArray jacobian, Map<String, Double> shown) {}
