package io.fieldwork.pde.supervised;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.pde.operator.NeuralOperator;
import java.util.LinkedHashMap;
import java.util.Map;

/** An operator with the normalisers of its data, a map in the units of the data. */
record NormalisedOperator(NeuralOperator operator, Normaliser input, Normaliser output) {
    NDArray apply(NDArray functions) {
        return output.decode(operator.apply(input.encode(functions)));
    }

    /** The result, or of trajectories so many frames, each from the one before. */
    NDArray rollOut(NDArray functions, int frames) {
        NDArray u = apply(functions);
        NDArray all = u;
        for (int frame = 1; frame < frames; frame++) {
            u = apply(u);
            all = all.concat(u, 1);
        }
        return all;
    }

    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put("input/mean", input.mean());
        state.put("input/deviation", input.deviation());
        state.put("output/mean", output.mean());
        state.put("output/deviation", output.deviation());
        return state;
    }

    /** With the normalisers that {@link #state} gave. */
    static NormalisedOperator of(NDManager owner, NeuralOperator operator, Map<String, NDArray> state) {
        return new NormalisedOperator(
                operator,
                Normaliser.of(owner, state.get("input/mean"), state.get("input/deviation")),
                Normaliser.of(owner, state.get("output/mean"), state.get("output/deviation")));
    }
}
