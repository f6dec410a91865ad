package io.fieldwork.fields.network;

import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.tensor.Parameter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The body of a script method that is being written, one named value a line. */
final class NetworkScript {
    private final List<String> parameters;
    private final StringBuilder body = new StringBuilder();
    private int count;

    /** A method whose arguments after the first are these parameters, called p0, p1, ... */
    NetworkScript(List<Parameter> parameters) {
        this.parameters = parameters.stream().map(Parameter::name).toList();
    }

    /** Appends a line and returns the fresh name of its value. */
    String let(String expression) {
        String name = "h" + count++;
        body.append("  ").append(name).append(" = ").append(expression).append('\n');
        return name;
    }

    /** The argument that carries a parameter. */
    String name(Parameter parameter) {
        return "p" + parameters.indexOf(parameter.name());
    }

    /** Appends a nonlinearity. */
    String activation(Activation function, String z) {
        return switch (function) {
            case TANH -> let("torch.tanh(%s)".formatted(z));
            case SIN -> let("torch.sin(%s)".formatted(z));
            case SILU -> let("torch.mul(%1$s, torch.sigmoid(%1$s))".formatted(z));
            case GELU ->
                let("torch.mul(%1$s, torch.add(torch.mul(torch.erf(torch.mul(%1$s, %2$s)), 0.5), 0.5))"
                        .formatted(z, Math.sqrt(0.5)));
        };
    }

    /** The method. */
    String method(String name, String result) {
        return "def %s(self, x: Tensor%s) -> Tensor:\n%s  return %s\n"
                .formatted(name, signature(parameters.size()), body, result);
    }

    /** The arguments p0, p1, ... of a method, each behind a comma. */
    static String signature(int count) {
        return IntStream.range(0, count).mapToObj(i -> ", p" + i + ": Tensor").collect(Collectors.joining());
    }
}
