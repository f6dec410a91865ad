package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network of an embedding, optional Fourier features, and an architecture. */
final class LayeredNetwork implements Network {
    private final NDManager manager;
    private final int inputs;
    private final int outputs;
    private final Embedding embedding;
    private final @Nullable FourierFeatures fourier;
    private final Layers layers;
    private final NetworkArchitecture architecture;
    private final List<Parameter> parameters;

    /** As {@link NetworkOptions#build}. */
    LayeredNetwork(NDManager owner, JetKernels kernels, NetworkOptions options, Inputs inputs, int outputs, long seed) {
        this.manager = owner.newSubManager();
        this.inputs = inputs.dimensions();
        this.outputs = outputs;
        this.embedding = new Embedding(manager, inputs, options.harmonics());
        Weights weights = new Weights(manager, options, seed);
        this.layers = new Layers(manager, kernels);
        boolean waves = options.fourier() > 0;
        this.fourier = waves
                ? new FourierFeatures(weights, layers, embedding.width(), options.fourier(), options.fourierScale())
                : null;
        int features = waves ? options.fourier() : embedding.width();
        this.architecture = switch (options.type()) {
            case "mlp" -> new Mlp(weights, layers, kernels, options, features, outputs, false);
            case "modified" -> new ModifiedMlp(weights, layers, options, features, outputs);
            case "spectral" -> new SpectralNetwork(manager, weights, layers, kernels, options, embedding, outputs);
            case "piratenet" -> new PirateNet(weights, layers, options, features, outputs);
            default -> throw new IllegalArgumentException(options.type());
        };
        this.parameters = weights.all();
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public NDArray embed(NDArray x, Slots slots) {
        assert ShapeContract.match("_ " + inputs, x);
        assert x.getDataType() == parameters.getFirst().value().getDataType();
        return embedding.jet(x, slots);
    }

    @Override
    public NDArray propagate(Tape tape, NDArray embedded, Slots slots) {
        return architecture.jet(tape, features(tape, embedded, slots), slots);
    }

    private NDArray features(Tape tape, NDArray embedded, Slots slots) {
        return fourier == null ? embedded : fourier.jet(tape, embedded, slots);
    }

    @Override
    public NDArray jacobian(NDArray embedded, Slots slots, NDArray seeds) {
        return architecture.jacobian(embedded, slots, seeds);
    }

    @Override
    public String script() {
        NetworkScript script = new NetworkScript(parameters);
        String features = script.let("(self).embed(x)");
        if (fourier != null) {
            features = fourier.script(script, features);
        }
        return embedding.script() + "\n" + script.method("evaluate", architecture.script(script, features));
    }

    @Override
    public void close() {
        manager.close();
    }
}
