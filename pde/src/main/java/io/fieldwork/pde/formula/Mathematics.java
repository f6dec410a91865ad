package io.fieldwork.pde.formula;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** The functions that an expression may call, on numbers and on arrays. */
enum Mathematics {
    SIN(Math::sin, NDArray::sin),
    COS(Math::cos, NDArray::cos),
    TAN(Math::tan, NDArray::tan),
    ASIN(Math::asin, NDArray::asin),
    ACOS(Math::acos, NDArray::acos),
    ATAN(Math::atan, NDArray::atan),
    SINH(Math::sinh, NDArray::sinh),
    COSH(Math::cosh, NDArray::cosh),
    TANH(Math::tanh, NDArray::tanh),
    EXP(Math::exp, NDArray::exp),
    LOG(Math::log, NDArray::log),
    SQRT(Math::sqrt, NDArray::sqrt),
    ABS(Math::abs, NDArray::abs),
    SIGN(Math::signum, NDArray::sign),
    /** 0 below zero, 1 from zero on. */
    STEP(x -> x < 0 ? 0 : 1, x -> x.gte(0).toType(x.getDataType(), false));

    private final DoubleUnaryOperator number;
    private final UnaryOperator<NDArray> array;

    Mathematics(DoubleUnaryOperator number, UnaryOperator<NDArray> array) {
        this.number = number;
        this.array = array;
    }

    /** The names of all. */
    static List<String> words() {
        return Arrays.stream(values())
                .map(function -> function.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The function that is called; a {@link io.fieldwork.fields.tensor.UserError} if there is none of one argument. */
    static Mathematics of(Expression.Call call) {
        List<String> words = words();
        if (!words.contains(call.function())) {
            throw call.at()
                    .error(
                            "'" + call.function() + "'",
                            "; expected one of the functions " + String.join(", ", words) + ", lap; the nearest is "
                                    + Nearest.of(call.function(), words));
        }
        if (call.arguments().size() != 1) {
            throw call.at().error("'" + call.function() + "'", "; expected one argument of it");
        }
        return values()[words.indexOf(call.function())];
    }

    double of(double x) {
        return number.applyAsDouble(x);
    }

    NDArray of(NDArray x) {
        return array.apply(x);
    }
}
