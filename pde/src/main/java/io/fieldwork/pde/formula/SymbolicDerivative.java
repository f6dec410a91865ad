package io.fieldwork.pde.formula;

import io.fieldwork.pde.formula.Expression.Binary;
import io.fieldwork.pde.formula.Expression.Call;
import io.fieldwork.pde.formula.Expression.Constant;
import io.fieldwork.pde.formula.Expression.Name;
import io.fieldwork.pde.formula.Expression.Negative;
import io.fieldwork.pde.formula.Expression.Outer;
import java.util.List;

/** The differentiation of expressions along a coordinate, by the rules of calculus. */
record SymbolicDerivative(Vocabulary names, String axis) {
    private static final Expression ZERO = new Constant(0);
    private static final Expression ONE = new Constant(1);

    /** The derivative of an expression; a {@code UserError} that names what jumps and so has none. */
    Expression of(Expression expression) {
        return switch (expression) {
            case Constant number -> ZERO;
            case Name name -> named(name);
            case Negative(var inner) -> negative(of(inner));
            case Outer outer -> ZERO;
            case Binary(var operator, var left, var right) -> binary(operator, left, right);
            case Call call -> called(call);
        };
    }

    private Expression named(Name name) {
        String word = name.name();
        if (names.coordinates().contains(word)) {
            return word.equals(axis) ? ONE : ZERO;
        }
        if (names.coefficients().contains(word)) {
            return ZERO;
        }
        if (names.regions().shapes().containsKey(word)) {
            throw name.at()
                    .error(
                            "a derivative of '" + word + "'",
                            ", which jumps where the region ends; expected an unknown of its own in each region");
        }
        String unknown = names.derivatives(name).unknown();
        if (names.isNormal(word)) {
            throw name.at().error("a derivative of '" + word + "'", ", but a normal is known on the boundary only");
        }
        if (!names.arguments(unknown).contains(axis)) {
            return ZERO;
        }
        Name slope = new Name(word + (word.equals(unknown) ? "_" : "") + axis, name.at());
        names.derivatives(slope);
        return slope;
    }

    private Expression called(Call call) {
        if (call.isLaplacian()) {
            names.laplacian(call);
            Expression inner = of(call.arguments().getFirst());
            return inner.equals(ZERO) ? ZERO : new Call(Call.LAPLACIAN, List.of(inner), call.at());
        }
        if (call.isIntegral()) {
            throw call.at().error("a derivative of '" + call.function() + "'", "; expected derivatives in it only");
        }
        Mathematics function = Mathematics.of(call);
        Expression argument = call.arguments().getFirst();
        Expression inner = of(argument);
        if (inner.equals(ZERO)) {
            return ZERO;
        }
        if (!function.isContinuous()) {
            throw call.at()
                    .error(
                            "a derivative of '" + call.function() + "'",
                            ", which jumps; expected a smooth function, such as tanh, or regions");
        }
        return product(function.slope(argument), inner);
    }

    private Expression binary(char operator, Expression f, Expression g) {
        return switch (operator) {
            case '+' -> sum(of(f), of(g));
            case '-' -> sum(of(f), negative(of(g)));
            case '*' -> sum(product(of(f), g), product(f, of(g)));
            case '/' -> sum(over(of(f), g), negative(over(product(f, of(g)), power(g, 2))));
            case '^' -> power(f, g, of(f), of(g));
            case '<' -> chosen(difference(g, f), of(f), of(g));
            default -> chosen(difference(f, g), of(f), of(g));
        };
    }

    /** That of f^g. */
    private static Expression power(Expression f, Expression g, Expression df, Expression dg) {
        Expression less = g instanceof Constant(var n) ? new Constant(n - 1) : new Binary('-', g, ONE);
        Expression base = product(product(g, less.equals(ONE) ? f : new Binary('^', f, less)), df);
        Expression logarithm = new Call("log", List.of(f), new Expression.Position("log", 0));
        return dg.equals(ZERO) ? base : sum(base, product(product(new Binary('^', f, g), logarithm), dg));
    }

    /** One where a difference is not negative, else the other. */
    private static Expression chosen(Expression difference, Expression one, Expression other) {
        Expression step = new Call("step", List.of(difference), new Expression.Position("step", 0));
        return sum(product(step, one), product(new Binary('-', ONE, step), other));
    }

    private static Expression power(Expression of, double n) {
        return new Binary('^', of, new Constant(n));
    }

    private static Expression difference(Expression a, Expression b) {
        return new Binary('-', a, b);
    }

    private static Expression negative(Expression of) {
        return of instanceof Constant(var value) ? new Constant(0 - value) : new Negative(of);
    }

    private static Expression over(Expression a, Expression b) {
        return a.equals(ZERO) ? ZERO : new Binary('/', a, b);
    }

    /** A sum, in which nothing is left out but zero. */
    static Expression sum(Expression a, Expression b) {
        if (a.equals(ZERO)) {
            return b;
        }
        if (b instanceof Negative(var of)) {
            return new Binary('-', a, of);
        }
        return b.equals(ZERO) ? a : new Binary('+', a, b);
    }

    private static Expression product(Expression a, Expression b) {
        if (a.equals(ZERO) || b.equals(ZERO)) {
            return ZERO;
        }
        if (a.equals(ONE)) {
            return b;
        }
        return b.equals(ONE) ? a : new Binary('*', a, b);
    }
}
