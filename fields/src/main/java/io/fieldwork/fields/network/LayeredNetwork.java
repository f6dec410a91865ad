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
    private final @Nullable Modulation modulation;
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
                ? new FourierFeatures(weights, embedding.width(), options.fourier(), options.fourierScale())
                : null;
        int features = waves ? options.fourier() : embedding.width();
        this.modulation = options.type().equals("cam")
                ? new Modulation(manager, weights, options, inputs, embedding.width())
                : null;
        this.architecture = switch (options.type()) {
            case "mlp" -> new Mlp(weights, options, features, outputs, false);
            case "cam" -> new ModulatedMlp(weights, options, modulation, features, outputs);
            case "modified" -> new ModifiedMlp(weights, options, features, outputs);
            case "spectral" -> new SpectralNetwork(manager, weights, options, embedding, outputs);
            case "piratenet" -> new PirateNet(weights, options, features, outputs);
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
        NDArray features = embedding.jet(x, slots);
        return modulation == null ? features : features.concat(modulation.columns(x, slots), 2);
    }

    @Override
    public NDArray propagate(Tape tape, NDArray embedded, Slots slots) {
        JetForm form = new JetForm(layers, tape, slots, embedded);
        NDArray own = modulation == null ? embedded : modulation.features(embedded, slots);
        return architecture.jet(form, features(form, own));
    }

    private <V> V features(NetworkForm<V> form, V embedded) {
        return fourier == null ? embedded : form.waves(fourier, embedded);
    }

    @Override
    public NDArray jacobian(NDArray embedded, Slots slots, NDArray seeds) {
        return architecture.jacobian(layers, slots, embedded, seeds);
    }

    @Override
    public String script() {
        NetworkScript script = new NetworkScript(parameters);
        String features = features(script, script.let("(self).embed(x)"));
        String grids = modulation == null ? "" : modulation.script();
        return embedding.script() + "\n" + grids + script.method("evaluate", architecture.script(script, features));
    }

    @Override
    public void close() {
        manager.close();
    }
}
