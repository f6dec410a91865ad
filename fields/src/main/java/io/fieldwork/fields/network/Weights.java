package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The factory of the parameters of one network. Matrices are normal with variance 2 / (in + out) (Glorot, Bengio 2010),
 * biases zero; with factorisation log g is normal and V = W / g, so that W starts the same. Each array has random
 * numbers of its own.
 */
final class Weights {
    private final NDManager manager;
    private final NetworkOptions options;
    private final long seed;
    private final List<Parameter> all = new ArrayList<>();

    /** No parameters yet; their precision and factorisation follow from the options. */
    Weights(NDManager manager, NetworkOptions options, long seed) {
        this.manager = manager;
        this.options = options;
        this.seed = seed;
    }

    /** All parameters made so far, in order. */
    List<Parameter> all() {
        return List.copyOf(all);
    }

    /** The hidden layers of a network of the options' width, given the number of its features. */
    List<Linear> hidden(int in) {
        return IntStream.range(0, options.layers())
                .mapToObj(i -> linear("hidden" + i, i == 0 ? in : options.width(), options.width()))
                .toList();
    }

    /** A linear layer. */
    Linear linear(String name, int in, int out) {
        return linear(name, in, out, Math.sqrt(2.0 / (in + out)));
    }

    /** A linear layer that gives zero. */
    Linear still(String name, int in, int out) {
        return linear(name, in, out, 0);
    }

    private Linear linear(String name, int in, int out, double deviation) {
        double[] weight = normal(name + "/weight", in * out, deviation);
        Parameter factor = null;
        if (options.factorised()) {
            double[] spread = normal(name + "/factor", out, options.factorSpread());
            double[] factors = Arrays.stream(spread)
                    .map(s -> Math.exp(options.factorMean() + s))
                    .toArray();
            Arrays.setAll(weight, i -> weight[i] / factors[i % out]);
            factor = add(name + "/factor", new Shape(out), i -> factors[i]);
        }
        Parameter matrix = add(name + "/weight", new Shape(in, out), i -> weight[i]);
        return new Linear(matrix, factor, add(name + "/bias", new Shape(out), i -> 0));
    }

    /** A matrix of normal numbers, mean 0. */
    Parameter matrix(String name, int in, int out, double deviation) {
        double[] values = normal(name, in * out, deviation);
        return add(name, new Shape(in, out), i -> values[i]);
    }

    /** Numbers on a grid [rows, columns] that learn at a factor of the others' rate. */
    Parameter table(String name, int rows, int columns, double rate, IntToDoubleFunction start) {
        Parameter table = new Parameter(
                name, constant(new Shape(rows, columns), start), new Parameter.Group(name, rate, 0, false));
        all.add(table);
        return table;
    }

    /** A number [1] that starts at zero. */
    Parameter zero(String name) {
        return add(name, new Shape(1), i -> 0);
    }

    /** An array of the network's precision. */
    NDArray constant(Shape shape, IntToDoubleFunction values) {
        double[] elements = new double[(int) shape.size()];
        Arrays.setAll(elements, values);
        try (NDArray exact = manager.create(elements, shape);
                NDArray rounded = exact.toType(type(), false)) {
            NDArray array = rounded.duplicate();
            Scopes.keep(array);
            return array;
        }
    }

    private DataType type() {
        return options.precision().equals("double") ? DataType.FLOAT64 : DataType.FLOAT32;
    }

    private Parameter add(String name, Shape shape, IntToDoubleFunction values) {
        Parameter parameter = new Parameter(name, constant(shape, values), Parameter.Group.DENSE);
        all.add(parameter);
        return parameter;
    }

    private double[] normal(String name, int count, double deviation) {
        Draws draws = Draws.of(seed, "network/" + name, 0);
        double[] values = new double[count];
        Arrays.setAll(values, i -> deviation * draws.normal(i));
        return values;
    }
}
