package io.fieldwork.pde.operator;

import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.ScriptBuilder;

/**
 * A builder of the script text of one network on one grid: every call adds a statement and returns the name of its
 * value. Arrays are [samples, channels, height, width].
 */
final class OperatorScript {
    /** A parameter in the text, as {@code %s} shows it. */
    record Weight(String name, Shape shape) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final int STENCIL = 4;

    private final OperatorWeights weights;
    private final ScriptBuilder builder = new ScriptBuilder();

    OperatorScript(OperatorWeights weights) {
        this.weights = weights;
    }

    /** A statement; {@code %s} stand for the arguments. */
    String let(String expression, Object... arguments) {
        return builder.let(expression, arguments);
    }

    /** A parameter; one that is there already keeps the shape that another grid decided. */
    Weight weight(String name, Initializer start, long... shape) {
        int place = weights.place(name, new Shape(shape), start);
        return new Weight("p" + place, weights.shape(place));
    }

    /**
     * The weights of a stencil. On the host their channels lie together in memory, and so do those of everything computed
     * from them, which the engine's convolutions would otherwise bring about one by one, there and back: a step takes two
     * thirds of the time.
     */
    Weight stencil(String name, Initializer start, long... shape) {
        Weight weight = weight(name, start, shape);
        boolean together = weights.onHost() && shape.length == STENCIL;
        return together ? new Weight(let("torch.contiguous(%s, memory_format=2)", weight), weight.shape()) : weight;
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
        Weight w = stencil(name + "/weight", Initializer.fan(in), out, in, 1, 1);
        String b = bias ? weight(name + "/bias", Initializer.fan(in), out).name() : "None";
        return let("torch.conv2d(%s, %s, %s)", x, w, b);
    }

    /** The method {@code apply} of (x, p0, p1, ...). */
    String method(String result) {
        return builder.method("apply", weights.all().size(), result);
    }
}
