package io.fieldwork.pde.formula;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The functions that an expression may call, on numbers and on arrays. */
enum Mathematics {
    SIN("cos(f)", Math::sin, NDArray::sin),
    COS("-sin(f)", Math::cos, NDArray::cos),
    TAN("1 + tan(f)^2", Math::tan, NDArray::tan),
    ASIN("1/sqrt(1 - f^2)", Math::asin, NDArray::asin),
    ACOS("-1/sqrt(1 - f^2)", Math::acos, NDArray::acos),
    ATAN("1/(1 + f^2)", Math::atan, NDArray::atan),
    SINH("cosh(f)", Math::sinh, NDArray::sinh),
    COSH("sinh(f)", Math::cosh, NDArray::cosh),
    TANH("1 - tanh(f)^2", Math::tanh, NDArray::tanh),
    EXP("exp(f)", Math::exp, NDArray::exp),
    LOG("1/f", Math::log, NDArray::log),
    SQRT("0.5/sqrt(f)", Math::sqrt, NDArray::sqrt),
    ABS("sign(f)", Math::abs, NDArray::abs),
    SIGN("", Math::signum, NDArray::sign),
    /** 0 below zero, 1 from zero on. */
    STEP("", x -> x < 0 ? 0 : 1, x -> x.gte(0).toType(x.getDataType(), false));

    private static final String ARGUMENT = "f";

    private final String slope;
    private final DoubleUnaryOperator number;
    private final UnaryOperator<NDArray> array;

    /** The slope is a formula of the argument f; empty where there is none. */
    Mathematics(String slope, DoubleUnaryOperator number, UnaryOperator<NDArray> array) {
        this.slope = slope;
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
                            "; expected one of the functions " + String.join(", ", words) + ", "
                                    + String.join(", ", Expansion.OPERATORS)
                                    + Nearest.among(
                                            call.function(),
                                            Stream.concat(words.stream(), Expansion.OPERATORS.stream())
                                                    .toList()));
        }
        if (call.arguments().size() != 1) {
            throw call.at().error("'" + call.function() + "'", "; expected one argument of it");
        }
        return values()[words.indexOf(call.function())];
    }

    /** Whether it has a derivative everywhere, or everywhere but where it has a kink. */
    boolean isContinuous() {
        return !slope.isEmpty();
    }

    /** Its derivative with respect to its argument, of that argument. */
    Expression slope(Expression of) {
        return ExpressionReader.read(slope).with(name -> name.name().equals(ARGUMENT) ? of : name);
    }

    double of(double x) {
        return number.applyAsDouble(x);
    }

    NDArray of(NDArray x) {
        return array.apply(x);
    }
}
