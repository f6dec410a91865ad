package io.fieldwork.pde.operator;

import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The text of one network on one grid, written line by line: every call adds a statement and returns the name of its value.
 * Arrays are [samples, channels, height, width].
 */
final class Lines {
    private final OperatorWeights weights;
    private final StringBuilder text = new StringBuilder();
    private int values;

    Lines(OperatorWeights weights) {
        this.weights = weights;
    }

    /** A statement; {@code %s} stand for the arguments. */
    String let(String expression, Object... arguments) {
        String name = "v" + values++;
        text.append("  ").append(name).append(" = ").append(String.format(Locale.ROOT, expression, arguments));
        text.append('\n');
        return name;
    }

    /** A parameter. */
    String weight(String name, Start start, long... shape) {
        return "p" + weights.place(name, new Shape(shape), start);
    }

    /** The shape that a parameter has, which another grid may have decided. */
    Shape shape(String weight) {
        return weights.shape(Integer.parseInt(weight.substring(1)));
    }

    /** x + y. */
    String add(String x, String y) {
        return let("torch.add(%s, %s)", x, y);
    }

    /** x - y. */
    String subtract(String x, String y) {
        return let("torch.sub(%s, %s)", x, y);
    }

    /** The exact GELU, x Φ(x). */
    String gelu(String x) {
        return let("torch.gelu(%s)", x);
    }

    /** A matrix on the channels of every point: weights [out, in, 1, 1] and biases [out]. */
    String pointwise(String name, String x, int in, int out, boolean bias) {
        String w = weight(name + "/weight", Start.fan(in), out, in, 1, 1);
        String b = bias ? weight(name + "/bias", Start.fan(in), out) : "None";
        return let("torch.conv2d(%s, %s, %s)", x, w, b);
    }

    /** The method {@code apply} of (x, p0, p1, ...). */
    String method(String result) {
        String signature = IntStream.range(0, weights.all().size())
                .mapToObj(i -> ", p" + i + ": Tensor")
                .collect(Collectors.joining());
        return "def apply(self, x: Tensor" + signature + ") -> Tensor:\n" + text + "  return " + result + "\n";
    }
}
