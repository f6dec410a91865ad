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
record Linear(Parameter weight, @Nullable Parameter factor, Parameter bias) {}
