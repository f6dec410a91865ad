package io.fieldwork.pde.formula;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.pde.equation.Integral;
import io.fieldwork.pde.equation.Residual;
import io.fieldwork.pde.equation.Unknown;
import io.fieldwork.pde.formula.Expression.Binary;
import io.fieldwork.pde.formula.Expression.Call;
import io.fieldwork.pde.formula.Expression.Constant;
import io.fieldwork.pde.formula.Expression.Name;
import io.fieldwork.pde.formula.Expression.Negative;
import io.fieldwork.pde.formula.Expression.Outer;
import io.fieldwork.pde.formula.Vocabulary.Derivatives;
import java.util.List;
import java.util.Map;

/**
 * The reading of expressions as residuals. What depends on coordinates alone is computed once for each point in double
 * precision; what depends on coefficients too, anew in double precision, because exponentials of it may exceed single
 * precision.
 *
 * @param names of the problem
 * @param boundary whether there is a normal
 * @param wide whether numbers are double
 */
record ResidualReader(Vocabulary names, boolean boundary, boolean wide) {
    /** The residual of the difference of an equation's sides; a {@code UserError} if it reads unknown names. */
    static Residual of(Vocabulary names, boolean boundary, String equation, Expression difference) {
        Residual residual = new ResidualReader(names, boundary, false).read(difference);
        if (names.unknowns(difference).isEmpty()) {
            throw new Expression.Position(equation, 0)
                    .error("no unknown", "; expected one of " + String.join(", ", names.unknowns()) + " in it");
        }
        return residual;
    }

    /** The residual of an expression that is written out. */
    Residual read(Expression expression) {
        if (names.isGiven(expression)) {
            var formula = new PointFunction(
                            names.coordinates(), Map.of(), names.regions().indicators())
                    .of(expression);
            return wide ? u -> u.given(formula).toType(DataType.FLOAT64, false) : u -> u.given(formula);
        }
        if (!wide && !(expression instanceof Name) && names.isKnown(expression)) {
            return known(expression);
        }
        return switch (expression) {
            case Constant number -> throw new IllegalStateException("a number is given");
            case Name name -> named(name);
            case Negative(var of) -> {
                Residual inner = read(of);
                yield u -> inner.of(u).neg();
            }
            case Outer(var of) -> {
                Residual inner = new ResidualReader(names, boundary, wide).read(of);
                yield u -> inner.of(u.outer());
            }
            case Call call -> called(call);
            case Binary binary -> binary(binary);
        };
    }

    /** In double precision, and back to that of the points; a number that is the same everywhere stays double. */
    private Residual known(Expression expression) {
        Residual known = new ResidualReader(names, boundary, true).read(expression);
        String axis = names.coordinates().getFirst();
        return u -> {
            NDArray values = known.of(u);
            return values.getShape().isScalar()
                    ? values
                    : values.toType(u.at(axis).getDataType(), false);
        };
    }

    private Residual named(Name name) {
        String word = name.name();
        if (names.coefficients().contains(word)) {
            return wide ? u -> u.coefficient(word).toType(DataType.FLOAT64, false) : u -> u.coefficient(word);
        }
        Derivatives wanted = names.derivatives(name);
        if (!names.isNormal(word)) {
            return sum(wanted);
        }
        if (!boundary) {
            throw name.at().error("'" + word + "'", ", but a normal is known on the boundary only");
        }
        return u -> u.of(wanted.unknown()).normal();
    }

    private static Residual sum(Derivatives wanted) {
        return u -> {
            Unknown unknown = u.of(wanted.unknown());
            return wanted.indices().stream()
                    .map(unknown::d)
                    .reduce(NDArray::add)
                    .orElseThrow();
        };
    }

    private Residual called(Call call) {
        if (call.isLaplacian()) {
            return sum(names.laplacian(call));
        }
        if (call.isIntegral()) {
            Integral integral = new IntegralReader(names, call).read();
            return u -> u.integral(integral);
        }
        Mathematics function = Mathematics.of(call);
        Residual inner = read(call.arguments().getFirst());
        return u -> function.of(inner.of(u));
    }

    private Residual binary(Binary binary) {
        if (isNumber(binary.right())) {
            return withNumber(read(binary.left()), binary.operator(), PointFunction.number(binary.right()));
        }
        Residual b = read(binary.right());
        if (isNumber(binary.left())) {
            return withNumber(PointFunction.number(binary.left()), binary.operator(), b);
        }
        Residual a = read(binary.left());
        return switch (binary.operator()) {
            case '+' -> u -> a.of(u).add(b.of(u));
            case '-' -> u -> a.of(u).sub(b.of(u));
            case '*' -> u -> a.of(u).mul(b.of(u));
            case '/' -> u -> a.of(u).div(b.of(u));
            case '<' -> u -> a.of(u).minimum(b.of(u));
            case '>' -> u -> a.of(u).maximum(b.of(u));
            default -> u -> a.of(u).pow(b.of(u));
        };
    }

    private static boolean isNumber(Expression expression) {
        return expression.readsOnly(List.of());
    }

    private static Residual withNumber(double a, char operator, Residual b) {
        return switch (operator) {
            case '+' -> u -> b.of(u).add(a);
            case '-' -> u -> b.of(u).neg().add(a);
            case '*' -> u -> b.of(u).mul(a);
            case '/' -> u -> b.of(u).pow(-1).mul(a);
            case '<' -> u -> b.of(u).minimum(a);
            case '>' -> u -> b.of(u).maximum(a);
            default -> u -> b.of(u).mul(Math.log(a)).exp();
        };
    }

    private static Residual withNumber(Residual a, char operator, double b) {
        return switch (operator) {
            case '+' -> u -> a.of(u).add(b);
            case '-' -> u -> a.of(u).sub(b);
            case '*' -> u -> a.of(u).mul(b);
            case '/' -> u -> a.of(u).div(b);
            case '<' -> u -> a.of(u).minimum(b);
            case '>' -> u -> a.of(u).maximum(b);
            default -> b == 2 ? u -> a.of(u).square() : u -> a.of(u).pow(b);
        };
    }
}
