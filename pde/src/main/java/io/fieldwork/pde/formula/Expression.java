package io.fieldwork.pde.formula;

import io.fieldwork.fields.tensor.UserError;
import java.util.Collection;
import java.util.List;

/** An expression as it was written: numbers, names, operators and functions. */
sealed interface Expression {
    /** A number; pi is one. */
    record Constant(double value) implements Expression {}

    /** A coordinate, an unknown, a derivative such as {@code u_xx}, or a coefficient. */
    record Name(String name, Position at) implements Expression {}

    /** An expression with the other sign. */
    record Negative(Expression of) implements Expression {}

    /** Two operands of one of {@code + - * / ^}. */
    record Binary(char operator, Expression left, Expression right) implements Expression {}

    /** A function such as {@code sin} of one or more arguments. */
    record Call(String function, List<Expression> arguments, Position at) implements Expression {
        /** The name of the Laplacian, which is called like a function. */
        static final String LAPLACIAN = "lap";

        boolean isLaplacian() {
            return function.equals(LAPLACIAN);
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
            case Binary(var operator, var left, var right) -> List.of(left, right);
            case Call(var function, var arguments, var at) -> arguments;
        };
    }

    /** Whether all names that occur, those of functions left out, are among some, and there is no Laplacian. */
    default boolean readsOnly(Collection<String> known) {
        if (this instanceof Call call && call.isLaplacian()) {
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
