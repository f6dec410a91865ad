package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Weights and biases of a small dense network: Xavier's normal distribution (Glorot and Bengio, AISTATS 2010), and zeros. */
final class DenseWeights {
    private DenseWeights() {}

    /**
     * w0 [width, in], b0 [width], ... to so many results.
     *
     * @param last factor on the last weights: 0 for a network that begins as zero
     */
    static List<Parameter> of(NDManager manager, long seed, int in, int width, int hidden, int out, double last) {
        List<Parameter> all = new ArrayList<>();
        for (int k = 0; k <= hidden; k++) {
            int from = k == 0 ? in : width;
            int to = k == hidden ? out : width;
            double scale = (k == hidden ? last : 1) * Math.sqrt(2.0 / (from + to));
            Draws draws = Draws.of(seed, "closure/w" + k, 0);
            float[] w = new float[from * to];
            for (int i = 0; i < w.length; i++) {
                w[i] = (float) (scale * draws.normal(i));
            }
            all.add(parameter("w" + k, manager.create(w, new Shape(to, from))));
            all.add(parameter("b" + k, manager.create(new float[to])));
        }
        return List.copyOf(all);
    }

    private static Parameter parameter(String name, NDArray value) {
        Scopes.keep(value);
        return new Parameter(name, value, Parameter.Group.DENSE);
    }

    /** The inputs of a method: some arrays, then all weights. */
    static NDArray[] after(List<Parameter> weights, NDArray... inputs) {
        return Stream.concat(Stream.of(inputs), weights.stream().map(Parameter::value))
                .toArray(NDArray[]::new);
    }
}
