package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.encoding.Encoding;
import io.fieldwork.fields.encoding.FrequencyEncoding;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;

/** A distance by a network of frequencies of the place, as IDR, VolSDF and NeuS have it; its gradient is the network's own. */
final class FrequencyShape implements SurfaceShape {
    private static final String GRADIENT = """
            def gradient(self, e: Tensor, g: Tensor, frequencies: Tensor) -> Tensor:
              sines, cosines, = torch.unbind(torch.reshape(torch.slice(e, 1, 3), [torch.size(e, 0), torch.size(frequencies, 0), 2, 3]), 2)
              along, across, = torch.unbind(torch.reshape(torch.slice(g, 1, 3), [torch.size(g, 0), torch.size(frequencies, 0), 2, 3]), 2)
              waves = torch.mul(torch.sub(torch.mul(cosines, along), torch.mul(sines, across)), frequencies)
              return torch.add(torch.slice(g, 1, 0, 3), torch.sum(waves, [1]))
            """;

    private final Script script;
    private final NDArray frequencies;
    private final Encoding position;
    private final DistanceNetwork network;

    /** About a ball; the manager owns it. */
    FrequencyShape(NDManager manager, Kernels kernels, SurfaceOptions options, long seed) {
        this.script = Script.compile(manager, GRADIENT);
        float[] powers = new float[options.octaves()];
        for (int k = 0; k < powers.length; k++) {
            powers[k] = 1 << k;
        }
        this.frequencies = manager.create(powers, new Shape(powers.length, 1));
        Scopes.keep(frequencies);
        this.position = new FrequencyEncoding(kernels, 3, options.octaves());
        this.network = new DistanceNetwork(manager, JetKernels.like(manager, kernels), position.width(), options, seed);
    }

    @Override
    public NDArray[] found(Tape tape, NDArray x) {
        NDArray encoded = position.encode(tape, x);
        NDArray[] slope = network.slope(tape, encoded);
        return new NDArray[] {slope[0], script.call("gradient", encoded, slope[1], frequencies)[0]};
    }

    @Override
    public NDArray value(NDArray x) {
        try (Tape off = Tape.forwardOnly()) {
            return network.value(position.encode(off, x));
        }
    }

    @Override
    public List<Parameter> parameters() {
        return network.parameters();
    }
}
