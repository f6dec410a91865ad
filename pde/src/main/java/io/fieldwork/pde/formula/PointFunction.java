package io.fieldwork.pde.formula;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.formula.Expression.Binary;
import io.fieldwork.pde.formula.Expression.Call;
import io.fieldwork.pde.formula.Expression.Constant;
import io.fieldwork.pde.formula.Expression.Name;
import io.fieldwork.pde.formula.Expression.Negative;
import io.fieldwork.pde.formula.Expression.Outer;
import io.fieldwork.pde.formula.Expression.Position;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** The reading of expressions as functions of the coordinates of a point, with known numbers and regions by name. */
record PointFunction(List<String> coordinates, Map<String, Double> numbers, Map<String, Formula> regions) {
    private static final Map<Character, DoubleBinaryOperator> OPERATORS = Map.of(
            '+',
            Double::sum,
            '-',
            (a, b) -> a - b,
            '*',
            (a, b) -> a * b,
            '/',
            (a, b) -> a / b,
            '^',
            Math::pow,
            '<',
            Math::min,
            '>',
            Math::max);

    /** That of numbers alone beside coordinates. */
    PointFunction(List<String> coordinates, Map<String, Double> numbers) {
        this(coordinates, numbers, Map.of());
    }

    /** The value of an expression without names. */
    static double number(Expression expression) {
        return new PointFunction(List.of(), Map.of()).of(expression).at();
    }

    /** An expression as a function; a {@link io.fieldwork.fields.tensor.UserError} if it reads anything else. */
    Formula of(Expression expression) {
        return switch (expression) {
            case Constant(var value) -> point -> value;
            case Name name -> named(name);
            case Negative(var of) -> {
                Formula inner = of(of);
                yield point -> -inner.at(point);
            }
            case Outer(var inner) -> throw new IllegalStateException("no integrand");
            case Call call -> {
                if (call.isLaplacian() || call.isIntegral()) {
                    throw unreadable("'" + call.function() + "'", call.at());
                }
                Mathematics function = Mathematics.of(call);
                Formula inner = of(call.arguments().getFirst());
                yield point -> function.of(inner.at(point));
            }
            case Binary(var operator, var left, var right) -> {
                Formula a = of(left);
                Formula b = of(right);
                DoubleBinaryOperator both = OPERATORS.get(operator);
                yield point -> both.applyAsDouble(a.at(point), b.at(point));
            }
        };
    }

    private Formula named(Name name) {
        int axis = coordinates.indexOf(name.name());
        if (axis >= 0) {
            return point -> point[axis];
        }
        Formula region = regions.get(name.name());
        if (region != null) {
            return region;
        }
        Double number = numbers.get(name.name());
        if (number == null) {
            throw unreadable("'" + name.name() + "'", name.at());
        }
        return point -> number;
    }

    private UserError unreadable(String found, Position at) {
        return at.error(
                found,
                coordinates.isEmpty()
                        ? "; expected numbers only"
                        : "; expected a function of " + String.join(", ", coordinates));
    }
}
