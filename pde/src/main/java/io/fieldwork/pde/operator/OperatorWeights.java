package io.fieldwork.pde.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of one operator by name, each made when the operator's text first uses it. */
final class OperatorWeights {
    private final NDManager manager;
    private final long seed;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<Parameter> all = new ArrayList<>();

    OperatorWeights(NDManager manager, long seed) {
        this.manager = manager;
        this.seed = seed;
    }

    /** The index of a parameter; an existing one keeps its shape, whatever shape is given. */
    int place(String name, Shape shape, Initializer start) {
        return places.computeIfAbsent(name, key -> {
            all.add(new Parameter(name, array(name, shape, start), Parameter.Group.DENSE));
            return all.size() - 1;
        });
    }

    private NDArray array(String name, Shape shape, Initializer start) {
        Draws draws = Draws.of(seed, "operator/" + name, 0);
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) start.value(draws, i);
        }
        NDArray array = manager.create(values, shape);
        Scopes.keep(array);
        return array;
    }

    boolean onHost() {
        return !manager.getDevice().isGpu();
    }

    Shape shape(int place) {
        return all.get(place).value().getShape();
    }

    List<Parameter> all() {
        return List.copyOf(all);
    }
}
