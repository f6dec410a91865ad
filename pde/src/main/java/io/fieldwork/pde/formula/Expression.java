package io.fieldwork.pde.formula;

import io.fieldwork.fields.tensor.UserError;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** An expression as it was written: numbers, names, operators and functions. */
sealed interface Expression {
    /** A number; pi is one. */
    record Constant(double value) implements Expression {}

    /** A coordinate, an unknown, a derivative such as {@code u_xx}, or a coefficient. */
    record Name(String name, Position at) implements Expression {}

    /** An expression with the other sign. */
    record Negative(Expression of) implements Expression {}

    /** Two operands of one of {@code + - * / ^}, or of {@code < >}, the smaller and the larger of both. */
    record Binary(char operator, Expression left, Expression right) implements Expression {}

    /** In an integrand, what is read at the point that the integral is read at. */
    record Outer(Expression of) implements Expression {}

    /** A function such as {@code sin} of one or more arguments. */
    record Call(String function, List<Expression> arguments, Position at) implements Expression {
        /** The name of the Laplacian, which is called like a function. */
        static final String LAPLACIAN = "lap";

        /** The names of an integral and of the mean. */
        static final List<String> INTEGRALS = List.of("integral", "mean");

        boolean isLaplacian() {
            return function.equals(LAPLACIAN);
        }

        boolean isIntegral() {
            return INTEGRALS.contains(function);
        }

        /** Whether it is the smaller or the larger of two. */
        boolean isChoice() {
            return function.equals("min") || function.equals("max");
        }
    }

    /** A place in a text, counted from 0. */
    record Position(String text, int index) {
        /** The error of something at this place: what is wrong with it, or what was expected instead. */
        UserError error(String found, String reason) {
            return new UserError(
                    "The formula '" + text.strip() + "' has " + found + " at character " + (index + 1) + reason + ".");
        }
    }

    /** The parts it is made of. */
    default List<Expression> parts() {
        return switch (this) {
            case Constant number -> List.of();
            case Name name -> List.of();
            case Negative(var of) -> List.of(of);
            case Outer(var of) -> List.of(of);
            case Binary(var operator, var left, var right) -> List.of(left, right);
            case Call(var function, var arguments, var at) -> arguments;
        };
    }

    /** The same with other expressions in place of its names. */
    default Expression with(Function<Name, Expression> names) {
        return switch (this) {
            case Constant number -> number;
            case Name name -> names.apply(name);
            case Negative(var of) -> new Negative(of.with(names));
            case Outer(var of) -> new Outer(of.with(names));
            case Binary(var operator, var left, var right) -> new Binary(operator, left.with(names), right.with(names));
            case Call(var function, var arguments, var at) ->
                new Call(
                        function, arguments.stream().map(one -> one.with(names)).toList(), at);
        };
    }

    /** Whether all names that occur, those of functions left out, are among some, and there is no Laplacian or integral. */
    default boolean readsOnly(Collection<String> known) {
        if (this instanceof Outer || this instanceof Call call && (call.isLaplacian() || call.isIntegral())) {
            return false;
        }
        if (this instanceof Name(var name, var at)) {
            return known.contains(name);
        }
        for (Expression part : parts()) {
            if (!part.readsOnly(known)) {
                return false;
            }
        }
        return true;
    }
}
