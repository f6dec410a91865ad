package io.fieldwork.pde.formula;

import io.fieldwork.pde.formula.Expression.Binary;
import io.fieldwork.pde.formula.Expression.Call;
import io.fieldwork.pde.formula.Expression.Constant;
import io.fieldwork.pde.formula.Expression.Name;
import io.fieldwork.pde.formula.Expression.Negative;
import io.fieldwork.pde.formula.Expression.Outer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The writing of unknowns with arguments: {@code u(t, x)} is {@code u}, and {@code integral(exp(s - t)*u(s, x), s, 0, t)}
 * has a variable of integration that stands for one coordinate.
 */
final class Arguments {
    private Arguments() {}

    /** The unknown or derivative that is called with its own coordinates; null if it is none, an error of other ones. */
    static @Nullable Expression unknown(Vocabulary names, Call call) {
        String unknown = names.unknown(call.function());
        if (unknown == null || Mathematics.words().contains(call.function())) {
            return null;
        }
        List<String> own = names.arguments(unknown);
        if (!words(call).equals(own)) {
            throw call.at()
                    .error(
                            "'" + call.function() + "' of others than " + String.join(", ", own),
                            "; expected " + call.function() + " alone, an integral over what it is of instead, or a"
                                    + " condition at such a place");
        }
        return new Name(call.function(), call.at());
    }

    /** The arguments that are names; empty texts for others. */
    private static List<String> words(Call call) {
        return call.arguments().stream()
                .map(one -> one instanceof Name(var name, var at) ? name : "")
                .toList();
    }

    /** The arguments of an integral with the coordinate in place of a variable of integration of its own. */
    static List<Expression> integral(Vocabulary names, Call call) {
        List<Expression> arguments = call.arguments();
        if (arguments.size() < 2 || !(arguments.get(1) instanceof Name variable)) {
            return arguments;
        }
        String word = variable.name();
        if (names.coordinates().contains(word)
                || names.regions().shapes().containsKey(word)
                || names.regions().domain().boundaryParts().contains(word)) {
            return arguments;
        }
        String coordinate = coordinates(names, arguments.getFirst(), word)
                .findFirst()
                .orElseThrow(() -> variable.at()
                        .error(
                                "'" + word + "'",
                                "; expected a coordinate, or an unknown of " + word + " in the integral, such as "
                                        + names.unknowns().getFirst() + "(" + word + ")"));
        List<Expression> all = new ArrayList<>(arguments);
        all.set(0, inner(names, arguments.getFirst(), word, coordinate));
        all.set(1, new Name(coordinate, variable.at()));
        return all;
    }

    /** The coordinates that a variable stands for in the arguments of unknowns. */
    private static Stream<String> coordinates(Vocabulary names, Expression expression, String variable) {
        if (expression instanceof Call call && names.unknown(call.function()) != null) {
            List<String> own = names.arguments(Objects.requireNonNull(names.unknown(call.function())));
            int at = words(call).indexOf(variable);
            return at < 0 || at >= own.size() ? Stream.of() : Stream.of(own.get(at));
        }
        return expression.parts().stream().flatMap(part -> coordinates(names, part, variable));
    }

    private static Expression inner(Vocabulary names, Expression expression, String variable, String coordinate) {
        return switch (expression) {
            case Constant number -> number;
            case Name(var name, var at) when name.equals(variable) -> new Name(coordinate, at);
            case Name name
            when names.coordinates().contains(name.name()) && !name.name().equals(coordinate) -> name;
            case Name name when names.coefficients().contains(name.name()) -> name;
            case Name name -> new Outer(name);
            case Negative(var of) -> new Negative(inner(names, of, variable, coordinate));
            case Outer outer -> outer;
            case Binary(var operator, var left, var right) ->
                new Binary(
                        operator, inner(names, left, variable, coordinate), inner(names, right, variable, coordinate));
            case Call call -> called(names, call, variable, coordinate);
        };
    }

    private static Expression called(Vocabulary names, Call call, String variable, String coordinate) {
        String unknown = names.unknown(call.function());
        if (unknown != null && words(call).contains(variable)) {
            List<String> own = names.arguments(unknown);
            List<String> wanted = IntStream.range(0, own.size())
                    .mapToObj(i -> own.get(i).equals(coordinate) ? variable : own.get(i))
                    .toList();
            if (!words(call).equals(wanted)) {
                throw call.at()
                        .error(
                                "'" + call.function() + "'",
                                "; expected " + call.function() + "(" + String.join(", ", wanted) + ")");
            }
            return new Name(call.function(), call.at());
        }
        if (unknown != null || Expansion.OPERATORS.contains(call.function()) && !call.isChoice()) {
            return new Outer(call);
        }
        List<Expression> arguments = call.arguments().stream()
                .map(one -> inner(names, one, variable, coordinate))
                .toList();
        return new Call(call.function(), arguments, call.at());
    }
}
