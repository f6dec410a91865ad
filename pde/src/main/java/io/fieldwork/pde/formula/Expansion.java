package io.fieldwork.pde.formula;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.formula.Expression.Binary;
import io.fieldwork.pde.formula.Expression.Call;
import io.fieldwork.pde.formula.Expression.Constant;
import io.fieldwork.pde.formula.Expression.Name;
import io.fieldwork.pde.formula.Expression.Negative;
import io.fieldwork.pde.formula.Expression.Outer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The writing out of expressions: coefficients that are formulas, derivatives of expressions such as {@code d(k*u_x, x)}
 * and {@code div(k*grad(u))}, the smaller and the larger of two.
 */
final class Expansion {
    /** The names that are called like functions, but are none. */
    static final List<String> OPERATORS = List.of("min", "max", "lap", "d", "div", "integral", "mean");

    private static final int MOST = 5000;

    private final Vocabulary names;
    private final Deque<String> open = new ArrayDeque<>();
    private int parts;

    /** That of the names of a problem. */
    Expansion(Vocabulary names) {
        this.names = names;
    }

    /** An expression written out; a {@link UserError} that quotes the operator that is not used as it is meant. */
    Expression of(Expression expression) {
        parts = 0;
        return of(expression, null);
    }

    /** The same; gradients are their components along an axis if there is one. */
    private Expression of(Expression expression, @Nullable String axis) {
        UserError.require(++parts <= MOST, "The number of terms of a formula", parts, "at most " + MOST);
        return switch (expression) {
            case Constant number -> number;
            case Name name -> named(name, axis);
            case Negative(var inner) -> new Negative(of(inner, axis));
            case Outer(var inner) -> new Outer(of(inner, null));
            case Binary(var operator, var left, var right) -> new Binary(operator, of(left, axis), of(right, axis));
            case Call call -> called(call, axis);
        };
    }

    private Expression named(Name name, @Nullable String axis) {
        Expression formula = names.formulas().get(name.name());
        if (formula == null) {
            return name;
        }
        if (open.contains(name.name())) {
            throw name.at().error("'" + name.name() + "'", ", which is a formula of itself");
        }
        open.push(name.name());
        Expression written = of(formula, axis);
        open.pop();
        return written;
    }

    private Expression called(Call call, @Nullable String axis) {
        return switch (call.function()) {
            case "min", "max" -> smallerOrLarger(call);
            case "d" -> derivative(call);
            case "div" -> divergence(call);
            case "grad" -> {
                if (axis == null || call.arguments().size() != 1) {
                    throw call.at().error("'grad'", "; expected it of one expression and in div, as in div(k*grad(u))");
                }
                yield along(axis, of(call.arguments().getFirst(), null));
            }
            case Call.LAPLACIAN -> laplacian(call);
            case "integral", "mean" -> integral(call);
            default -> {
                Expression unknown = Arguments.unknown(names, call);
                List<Expression> arguments =
                        call.arguments().stream().map(one -> of(one, null)).toList();
                yield unknown != null ? unknown : new Call(call.function(), arguments, call.at());
            }
        };
    }

    private Expression smallerOrLarger(Call call) {
        if (call.arguments().size() != 2) {
            throw call.at().error("'" + call.function() + "'", "; expected two arguments of it");
        }
        return new Binary(
                call.function().equals("min") ? '<' : '>',
                of(call.arguments().getFirst(), null),
                of(call.arguments().getLast(), null));
    }

    private Expression derivative(Call call) {
        List<Expression> axes = call.arguments().subList(1, call.arguments().size());
        Expression result = of(call.arguments().getFirst(), null);
        boolean fits = axes.stream()
                .allMatch(axis -> axis instanceof Name(var name, var at)
                        && names.coordinates().contains(name));
        if (axes.isEmpty() || !fits) {
            throw call.at()
                    .error(
                            "'d'",
                            "; expected an expression and coordinates in it, such as d(k*u_x, "
                                    + names.coordinates().getLast() + ")");
        }
        for (Expression axis : axes) {
            result = along(((Name) axis).name(), result);
        }
        return result;
    }

    /** The derivative of what is written out. */
    private Expression along(String axis, Expression expression) {
        Expression result = new SymbolicDerivative(names, axis).of(expression);
        parts += size(result);
        UserError.require(parts <= MOST, "The number of terms of a formula", parts, "at most " + MOST);
        return result;
    }

    private static int size(Expression expression) {
        return 1 + expression.parts().stream().mapToInt(Expansion::size).sum();
    }

    /** Of a flux that has a gradient in it, or of one component for each coordinate of space. */
    private Expression divergence(Call call) {
        List<Expression> flux = call.arguments();
        List<String> space = names.space();
        boolean gradient = flux.size() == 1 && isVector(flux.getFirst(), call);
        if (space.isEmpty() || !gradient && flux.size() != space.size()) {
            throw call.at()
                    .error(
                            "'div'",
                            "; expected a flux with a gradient, such as div(k*grad(u)), or a component for each of "
                                    + (space.isEmpty() ? "some coordinates in space" : String.join(", ", space)));
        }
        return IntStream.range(0, space.size())
                .mapToObj(i -> along(space.get(i), of(flux.get(gradient ? 0 : i), space.get(i))))
                .reduce(SymbolicDerivative::sum)
                .orElseThrow();
    }

    /** Whether an expression is a vector, in which gradients may be added up and multiplied by what is none. */
    private boolean isVector(Expression expression, Call where) {
        if (expression instanceof Name(var name, var at)
                && names.formulas().containsKey(name)
                && !open.contains(name)) {
            open.push(name);
            boolean vector = isVector(names.formulas().get(name), where);
            open.pop();
            return vector;
        }
        if (expression instanceof Call call && call.function().equals("grad")) {
            return true;
        }
        List<Boolean> each =
                expression.parts().stream().map(part -> isVector(part, where)).toList();
        long vectors = each.stream().filter(one -> one).count();
        boolean fits = switch (expression) {
            case Negative negative -> true;
            case Binary(var operator, var left, var right) ->
                switch (operator) {
                    case '+', '-' -> vectors != 1;
                    case '*' -> vectors < 2;
                    case '/' -> !each.getLast();
                    default -> vectors == 0;
                };
            default -> vectors == 0;
        };
        if (!fits) {
            throw where.at()
                    .error("'div'", "; expected gradients that are added up and multiplied by what is no gradient");
        }
        return vectors > 0;
    }

    /** Of an unknown or one of its derivatives as it stands, of other expressions the sum of derivatives. */
    private Expression laplacian(Call call) {
        List<Expression> arguments =
                call.arguments().stream().map(one -> of(one, null)).toList();
        Expression inner = arguments.getFirst();
        boolean single = inner instanceof Name || inner instanceof Call deeper && deeper.isLaplacian();
        if (single || arguments.size() != 1 || names.space().isEmpty()) {
            return new Call(call.function(), arguments, call.at());
        }
        return names.space().stream()
                .map(axis -> along(axis, along(axis, inner)))
                .reduce(SymbolicDerivative::sum)
                .orElseThrow();
    }

    private Expression integral(Call call) {
        List<Expression> arguments = Arguments.integral(names, call).stream()
                .map(one -> of(one, null))
                .toList();
        return new Call(call.function(), arguments, call.at());
    }
}
