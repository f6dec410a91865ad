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
    String script(NetworkScript script, String x) {
        String matrix = script.name(weight);
        if (factor != null) {
            matrix = script.let("torch.mul(%s, %s)", matrix, script.name(factor));
        }
        return script.let("torch.addmm(%s, %s, %s)", script.name(bias), x, matrix);
    }
}
