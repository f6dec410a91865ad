package io.fieldwork.fields.tensor;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The text of one {@link Script} method of tensors (x, p0, p1, ...), written statement by statement: each gives its value a fresh name. */
public final class ScriptBuilder {
    private final StringBuilder body = new StringBuilder();
    private int values;

    /**
     * Appends a statement.
     *
     * @param expression TorchScript; {@code %s} stand for the arguments: names of values and parameters, numbers
     * @return the name of its value
     */
    public String let(String expression, Object... arguments) {
        String name = "v" + values++;
        body.append("  ").append(name).append(" = ").append(String.format(Locale.ROOT, expression, arguments));
        body.append('\n');
        return name;
    }

    /**
     * Ends the method: its text, given its name, the number of arguments after the first, and the name of the value
     * that it returns.
     */
    public String method(String name, int parameters, String result) {
        return "def " + name + "(self, x: Tensor" + signature(parameters) + ") -> Tensor:\n" + body + "  return "
                + result + "\n";
    }

    /** {@return the declarations of arguments p0, p1, ..., each behind a comma} */
    public static String signature(int count) {
        return IntStream.range(0, count).mapToObj(i -> ", p" + i + ": Tensor").collect(Collectors.joining());
    }
}
