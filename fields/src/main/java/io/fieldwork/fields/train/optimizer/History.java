package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Storage;
import java.util.Map;

/** The optimiser state of one parameter: moments and step count. */
final class History implements AutoCloseable {
    /** Name of the first moments. */
    static final String FIRST = "first";

    /** Name of the second moments. */
    static final String SECOND = "second";

    private final Map<String, NDArray> tensors;
    private long count;

    /**
     * A history without steps.
     *
     * @param tensors zeros by name, in the order of a checkpoint, which has those that are not empty; this history frees them
     */
    History(Map<String, NDArray> tensors) {
        this.tensors = tensors;
        Scopes.keep(tensors.values().toArray(NDArray[]::new));
    }

    NDArray tensor(String name) {
        return tensors.get(name);
    }

    /** Steps that the parameter has taken. */
    long count() {
        return count;
    }

    /**
     * Counts one more step.
     *
     * @return its number, from 1
     */
    long advance() {
        return ++count;
    }

    /** Adds the tensors to a checkpoint, each under the prefix and its own name. */
    void save(String prefix, Map<String, NDArray> state) {
        tensors.forEach((name, tensor) -> {
            if (tensor.size() > 0) {
                state.put(prefix + name, tensor);
            }
        });
    }

    /** Restores what {@link #save} wrote after this many steps. */
    void restore(String prefix, Map<String, NDArray> state, long steps) {
        count = steps;
        tensors.forEach((name, tensor) -> {
            if (tensor.size() > 0) {
                Storage.overwrite(tensor, state.get(prefix + name));
            }
        });
    }

    @Override
    public void close() {
        tensors.values().forEach(NDArray::close);
    }
}
