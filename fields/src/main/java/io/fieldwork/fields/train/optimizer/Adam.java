package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.AdamStep;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.PlainKernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adam (Kingma, Ba 2015) with bias correction, one fused pass a parameter. Sparse groups follow tiny-cuda-nn: an entry
 * with an exactly zero gradient is left alone and its bias correction counts its own updates. For hash grids good values are
 * rate 0.01, beta (0.9, 0.99), epsilon 1e-15.
 */
public final class Adam implements Optimizer {
    private record Moments(NDArray first, NDArray second, NDArray counts) {}

    private final NDManager manager;
    private final Kernels kernels;
    private final Supplier<List<Parameter>> parameters;
    private final AdamOptions options;
    private final Map<String, Moments> moments = new LinkedHashMap<>();
    private @Nullable Kernels plain;
    private long count;
    private double momentum;

    /**
     * An optimiser without history.
     *
     * @param owner manager of the parameters' device; a sub-manager of it owns the moments
     * @param kernels who updates
     * @param parameters asked at every step
     * @param options rates
     */
    public Adam(NDManager owner, Kernels kernels, Supplier<List<Parameter>> parameters, AdamOptions options) {
        this.manager = owner.newSubManager();
        this.kernels = kernels;
        this.parameters = parameters;
        this.options = options;
        this.momentum = options.beta1();
    }

    @Override
    public void momentum(double decay) {
        momentum = decay;
    }

    @Override
    public Loss step(double rate, Objective objective) {
        Loss loss = objective.evaluate();
        if (!Double.isFinite(loss.value())) {
            return loss;
        }
        count++;
        for (Parameter parameter : parameters.get()) {
            Moments m = moments.computeIfAbsent(parameter.name(), name -> fresh(parameter));
            Parameter.Group group = parameter.group();
            AdamStep step = new AdamStep(
                    rate * group.rateScale(),
                    momentum,
                    options.beta2(),
                    options.epsilon(),
                    group.weightDecay(),
                    count,
                    group.sparse());
            kernels(parameter)
                    .adam(parameter.value(), Tape.gradient(parameter.value()), m.first, m.second, m.counts, step);
        }
        return loss;
    }

    /** The fused kernels are single precision. */
    private Kernels kernels(Parameter parameter) {
        if (parameter.value().getDataType() == DataType.FLOAT32) {
            return kernels;
        }
        if (plain == null) {
            plain = new PlainKernels(manager);
        }
        return plain;
    }

    private Moments fresh(Parameter parameter) {
        Shape shape = parameter.value().getShape();
        DataType type = parameter.value().getDataType();
        Shape counted = parameter.group().sparse() ? shape : new Shape(1);
        Moments m = new Moments(
                manager.zeros(shape, type), manager.zeros(shape, type), manager.zeros(counted, DataType.INT32));
        Scopes.keep(m.first, m.second, m.counts);
        return m;
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        moments.forEach((name, m) -> {
            state.put(name + "/first", m.first);
            state.put(name + "/second", m.second);
            state.put(name + "/counts", m.counts);
        });
        state.put("count", manager.create(count));
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        count = state.get("count").getLong();
        for (Parameter parameter : parameters.get()) {
            if (state.containsKey(parameter.name() + "/first")) {
                Moments m = fresh(parameter);
                Storage.overwrite(m.first, state.get(parameter.name() + "/first"));
                Storage.overwrite(m.second, state.get(parameter.name() + "/second"));
                Storage.overwrite(m.counts, state.get(parameter.name() + "/counts"));
                moments.put(parameter.name(), m);
            }
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
