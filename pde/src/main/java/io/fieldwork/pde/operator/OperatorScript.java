package io.fieldwork.pde.operator;

import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.ScriptBuilder;
import io.fieldwork.pde.data.GridSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A builder of the script text of one network on one grid: every call adds a statement and returns the name of its
 * value. Arrays are [samples, channels, height, width], in space [samples, channels, depth, height, width].
 */
final class OperatorScript {
    /** A parameter in the text, as {@code %s} shows it. */
    record Weight(String name, Shape shape) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final OperatorWeights weights;
    private final int axes;
    private final ScriptBuilder builder = new ScriptBuilder();
    private final Map<Object, String> known = new HashMap<>();

    /** The text of a network on grids of so many axes. */
    OperatorScript(OperatorWeights weights, int axes) {
        this.weights = weights;
        this.axes = axes;
    }

    /** Axes of the grid. */
    int axes() {
        return axes;
    }

    /** A list with a number for each axis of the grid. */
    String each(IntUnaryOperator of) {
        return IntStream.range(0, axes).map(of).boxed().toList().toString();
    }

    /** The first points along each axis. */
    String first(String x, GridSize size) {
        String part = x;
        for (int axis = 0; axis < axes; axis++) {
            part = "torch.narrow(%s, %d, 0, %d)".formatted(part, axis + 2, size.points(axis));
        }
        return let("%s", part);
    }

    /** A statement; {@code %s} stand for the arguments. */
    String let(String expression, Object... arguments) {
        return builder.let(expression, arguments);
    }

    /** The value of an expression that may be asked for again under the same key: written once. */
    String once(Object key, Supplier<String> expression) {
        String value = known.get(key);
        if (value == null) {
            value = expression.get();
            known.put(key, value);
        }
        return value;
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
        boolean together = weights.onHost() && shape.length == axes + 2;
        return together
                ? new Weight(let("torch.contiguous(%s, memory_format=%d)", weight, axes), weight.shape())
                : weight;
    }

    /**
     * Samples of so many channels, on the host with their channels together in memory: where there is one, both orders are
     * the same, and the engine goes by the strides.
     */
    String together(String x, int channels, GridSize grid) {
        if (!weights.onHost()) {
            return x;
        }
        if (channels > 1) {
            return let("torch.contiguous(%s, memory_format=%d)", x, axes);
        }
        List<Integer> points = new ArrayList<>(List.of(-1));
        points.addAll(grid.points());
        points.add(1);
        return channelsFirst(let("torch.reshape(%s, %s)", x, points));
    }

    /** A view of samples with their channels behind the points. */
    String channelsLast(String x) {
        List<Integer> order = new ArrayList<>(List.of(0));
        IntStream.rangeClosed(2, axes + 1).forEach(order::add);
        order.add(1);
        return let("torch.permute(%s, %s)", x, order);
    }

    /** The view that {@link #channelsLast} was made from. */
    String channelsFirst(String x) {
        List<Integer> order = new ArrayList<>(List.of(0, axes + 1));
        IntStream.rangeClosed(1, axes).forEach(order::add);
        return let("torch.permute(%s, %s)", x, order);
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

    /** A matrix on the channels of every point: weights [out, in, 1, 1], in space with one more axis, and biases [out]. */
    String pointwise(String name, String x, int in, int out, boolean bias) {
        long[] shape = LongStream.concat(
                        LongStream.of(out, in), LongStream.generate(() -> 1).limit(axes))
                .toArray();
        Weight w = stencil(name + "/weight", Initializer.fan(in), shape);
        String b = bias ? weight(name + "/bias", Initializer.fan(in), out).name() : "None";
        return let("torch.conv%dd(%s, %s, %s)", axes, x, w, b);
    }

    /** The method {@code apply} of (x, p0, p1, ...). */
    String method(String result) {
        return builder.method("apply", weights.all().size(), result);
    }
}
