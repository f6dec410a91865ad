package io.fieldwork.fields.network;

import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.ScriptBuilder;
import java.util.List;

/** A builder of a script method's body, one named value a statement. */
final class NetworkScript {
    private final List<String> parameters;
    private final ScriptBuilder builder = new ScriptBuilder();

    /** A method whose arguments after the first are these parameters, called p0, p1, ... */
    NetworkScript(List<Parameter> parameters) {
        this.parameters = parameters.stream().map(Parameter::name).toList();
    }

    /** Appends a statement, {@code %s} standing for the arguments, and returns the fresh name of its value. */
    String let(String expression, Object... arguments) {
        return builder.let(expression, arguments);
    }

    /** The argument that carries a parameter. */
    String name(Parameter parameter) {
        return "p" + parameters.indexOf(parameter.name());
    }

    /** Appends a nonlinearity. */
    String activation(Activation function, String z) {
        return switch (function) {
            case TANH -> let("torch.tanh(%s)", z);
            case SIN -> let("torch.sin(%s)", z);
            case SILU -> let("torch.mul(%1$s, torch.sigmoid(%1$s))", z);
            case GELU ->
                let(
                        "torch.mul(%1$s, torch.add(torch.mul(torch.erf(torch.mul(%1$s, %2$s)), 0.5), 0.5))",
                        z, Math.sqrt(0.5));
        };
    }

    /** The method. */
    String method(String name, String result) {
        return builder.method(name, parameters.size(), result);
    }
}
