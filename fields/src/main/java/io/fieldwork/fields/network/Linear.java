package io.fieldwork.fields.network;

import io.fieldwork.fields.tensor.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of y = x W + b, where W is the weight itself or, factorised, V diag(g) (Wang et al. 2022, arXiv
 * 2210.01274).
 *
 * @param weight W or V [in, out]
 * @param factor g [out]; null if not factorised
 * @param bias b [out]
 */
record Linear(Parameter weight, @Nullable Parameter factor, Parameter bias) {
    /** Appends the lines of x W + b and returns the name of the result. */
    String script(NetworkScript lines, String x) {
        String matrix = lines.name(weight);
        if (factor != null) {
            matrix = lines.let("torch.mul(%s, %s)", matrix, lines.name(factor));
        }
        return lines.let("torch.addmm(%s, %s, %s)", lines.name(bias), x, matrix);
    }
}
