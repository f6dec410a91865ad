package io.fieldwork.fields.network;

import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.ScriptBuilder;
import java.util.List;

/** A builder of a script method's body, one named value [n, width] a statement. */
final class NetworkScript implements NetworkForm<String> {
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
    private String name(Parameter parameter) {
        return "p" + parameters.indexOf(parameter.name());
    }

    @Override
    public String affine(Linear layer, String x) {
        String matrix = name(layer.weight());
        if (layer.factor() != null) {
            matrix = let("torch.mul(%s, %s)", matrix, name(layer.factor()));
        }
        return let("torch.addmm(%s, %s, %s)", name(layer.bias()), x, matrix);
    }

    @Override
    public String activated(Activation function, Linear layer, String x) {
        return activation(function, affine(layer, x));
    }

    @Override
    public String gate(String z, String u, String v) {
        return let("torch.add(%3$s, torch.mul(%1$s, torch.sub(%2$s, %3$s)))", z, u, v);
    }

    @Override
    public String blend(String x, String h, Parameter alpha) {
        return let("torch.add(%1$s, torch.mul(%2$s, torch.sub(%3$s, %1$s)))", x, name(alpha), h);
    }

    @Override
    public String modulation(Modulation modulation) {
        return let("(self).modulation(x, %s)", name(modulation.table()));
    }

    @Override
    public String modulated(Activation function, Modulation modulation, int layer, String z, String found) {
        String normal = modulation.normalised(this, z);
        String scaled = let(
                "torch.addcmul(torch.slice(%1$s, 1, %3$d, %4$d), %5$s, torch.slice(%1$s, 1, %2$d, %3$d))",
                found, 2 * layer, 2 * layer + 1, 2 * layer + 2, normal);
        return activation(function, scaled);
    }

    @Override
    public String waves(FourierFeatures features, String x) {
        String angle = let("torch.mm(%s, %s)", x, name(features.frequencies()));
        return let("torch.cat([torch.cos(%1$s), torch.sin(%1$s)], 1)", angle);
    }

    private String activation(Activation function, String z) {
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
