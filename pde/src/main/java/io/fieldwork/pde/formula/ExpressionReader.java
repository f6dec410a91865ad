package io.fieldwork.pde.formula;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.formula.Expression.Binary;
import io.fieldwork.pde.formula.Expression.Call;
import io.fieldwork.pde.formula.Expression.Constant;
import io.fieldwork.pde.formula.Expression.Name;
import io.fieldwork.pde.formula.Expression.Negative;
import io.fieldwork.pde.formula.Expression.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader of expressions by recursive descent, with the usual precedence: {@code -a^b*c + d} is {@code ((-(a^b))*c) +
 * d}, powers associate to the right, {@code **} is {@code ^}.
 */
final class ExpressionReader {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)|(?<name>\\p{L}[\\p{L}\\d_]*)|\\*\\*|\\S|$)");

    private static final int LONGEST = 2000;
    private static final int DEEPEST = 100;

    private final String text;
    private final Matcher matcher;
    private String token = "";
    private int at;
    private int depth;

    private ExpressionReader(String text) {
        this.text = text;
        UserError.require(text.length() <= LONGEST, "The length of a formula", text.length(), "at most " + LONGEST);
        this.matcher = TOKEN.matcher(text);
        advance();
    }

    /** Reads an expression; a {@link UserError} that quotes it and says where it cannot be read. */
    static Expression read(String text) {
        ExpressionReader reader = new ExpressionReader(text);
        Expression expression = reader.sum();
        reader.expect("", "an operator");
        return expression;
    }

    /** Reads both sides of an equation as their difference, of which the right one may be zero. */
    static Expression readEquation(String text) {
        ExpressionReader reader = new ExpressionReader(text);
        Expression left = reader.sum();
        reader.expect("=", "an operator or '='");
        Expression right = reader.sum();
        reader.expect("", "an operator");
        return right.equals(new Constant(0)) ? left : new Binary('-', left, right);
    }

    private void advance() {
        matcher.find();
        token = matcher.group().strip();
        at = matcher.end() - token.length();
    }

    private boolean take(String wanted) {
        boolean there = token.equals(wanted) && at < text.length();
        if (there) {
            advance();
        }
        return there;
    }

    /** Takes a token, or the end of the text if that is empty. */
    private void expect(String wanted, String words) {
        if (!token.equals(wanted)) {
            throw expected(words);
        }
        take(wanted);
    }

    private UserError expected(String what) {
        String found = token.isEmpty() ? "its end" : "'" + token + "'";
        return new Position(text, at).error(found, "; expected " + what);
    }

    private Expression sum() {
        if (++depth > DEEPEST) {
            throw expected("at most " + DEEPEST + " brackets in one another");
        }
        Expression left = product();
        while (token.equals("+") || token.equals("-")) {
            char operator = token.charAt(0);
            advance();
            left = new Binary(operator, left, product());
        }
        depth--;
        return left;
    }

    private Expression product() {
        Expression left = signed();
        while (token.equals("*") || token.equals("/")) {
            char operator = token.charAt(0);
            advance();
            left = new Binary(operator, left, signed());
        }
        return left;
    }

    private Expression signed() {
        if (take("-")) {
            Expression of = signed();
            return of instanceof Constant(var value) ? new Constant(-value) : new Negative(of);
        }
        return take("+") ? signed() : power();
    }

    private Expression power() {
        Expression base = atom();
        return take("^") || take("**") ? new Binary('^', base, signed()) : base;
    }

    private Expression atom() {
        if (take("(")) {
            Expression inside = sum();
            expect(")", "')' or an operator");
            return inside;
        }
        String read = token;
        Position place = new Position(text, at);
        if (matcher.group("number") != null) {
            advance();
            double value = Double.parseDouble(read);
            if (Double.isInfinite(value)) {
                throw place.error("'" + read + "'", "; expected a number below 1.8e308");
            }
            return new Constant(value);
        }
        if (matcher.group("name") == null) {
            throw expected("a number, a name or '('");
        }
        advance();
        if (take("(")) {
            return new Call(read, arguments(), place);
        }
        return read.equals("pi") ? new Constant(Math.PI) : new Name(read, place);
    }

    private List<Expression> arguments() {
        List<Expression> all = new ArrayList<>(List.of(sum()));
        while (take(",")) {
            all.add(sum());
        }
        expect(")", "')' or an operator");
        return List.copyOf(all);
    }
}
