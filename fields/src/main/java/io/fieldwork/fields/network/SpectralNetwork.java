package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.HashMap;
import java.util.Map;

/**
 * A Fourier series in the periodic coordinate whose amplitudes are a fully connected network of the other coordinates,
 * u_c = sum over m of a_cm phi_m with phi = 1, cos, sin (spectrally adapted networks: Xia, Boettcher, Chou, Mach. Learn.:
 * Sci. Technol. 4, 2023, 025024). Short waves are as easy to reach as long ones, and most parameters are those of the last layer,
 * in which the unknown is linear: Gauss-Newton needs few steps. Starts as zero, because random amplitudes of short waves have
 * enormous derivatives.
 */
final class SpectralNetwork implements NetworkArchitecture {
    private static final String JETS = """
            def others(self, jet: Tensor) -> Tensor:
              return torch.cat([torch.slice(jet, 2, 0, FIRST), torch.slice(jet, 2, LAST)], 2)

            def basis(self, jet: Tensor) -> Tensor:
              zero = torch.zeros_like(torch.slice(jet, 2, 0, 1))
              one = torch.cat([torch.add(torch.slice(zero, 0, 0, 1), 1), torch.slice(zero, 0, 1)], 0)
              return torch.repeat(torch.cat([one, torch.slice(jet, 2, FIRST, LAST)], 2), [1, 1, OUTPUTS])

            def total(self, jet: Tensor) -> Tensor:
              return torch.sum(torch.reshape(jet, [torch.size(jet, 0), torch.size(jet, 1), OUTPUTS, -1]), [3])
            """;

    private final JetKernels kernels;
    private final int first;
    private final int last;
    private final int outputs;
    private final Script script;
    private final Mlp amplitudes;
    private final Map<Slots, Operation> products = new HashMap<>();

    /**
     * Random weights.
     *
     * @param manager owner of the compiled script
     * @param weights makes the parameters
     * @param layers applies layers
     * @param kernels multiplies
     * @param options of the network of amplitudes
     * @param embedding says which features are the basis
     * @param outputs number of values
     */
    SpectralNetwork(
            NDManager manager,
            Weights weights,
            Layers layers,
            JetKernels kernels,
            NetworkOptions options,
            Embedding embedding,
            int outputs) {
        this.kernels = kernels;
        this.first = embedding.harmonics()[0];
        this.last = embedding.harmonics()[1];
        this.outputs = outputs;
        this.script = Script.compile(manager, text(JETS));
        int waves = last - first;
        this.amplitudes =
                new Mlp(weights, layers, kernels, options, embedding.width() - waves, outputs * (waves + 1), true);
    }

    @Override
    public NDArray jet(Tape tape, NDArray features, Slots slots) {
        return series(tape, amplitudes.jet(tape, others(features), slots), features, slots);
    }

    private NDArray others(NDArray features) {
        return script.call("others", features)[0];
    }

    private String text(String template) {
        return template.replace("FIRST", "" + first).replace("LAST", "" + last).replace("OUTPUTS", "" + outputs);
    }

    private NDArray series(Tape tape, NDArray amplitude, NDArray features, Slots slots) {
        NDArray basis = script.call("basis", features)[0];
        Operation product = products.computeIfAbsent(slots, kernels::product);
        return script.call("total", product.apply(tape, amplitude, basis)[0])[0];
    }

    @Override
    public NDArray jacobian(NDArray features, Slots slots, NDArray seeds) {
        NDArray amplitude;
        try (Tape off = Tape.forwardOnly()) {
            amplitude =
                    amplitudes.jet(off, others(features), slots).stopGradient().duplicate();
        }
        amplitude.setRequiresGradient(true);
        try (Tape tape = Tape.open()) {
            tape.backward(series(tape, amplitude, features, slots), seeds);
        }
        return amplitudes.jacobian(
                others(features), slots, Tape.gradient(amplitude).duplicate());
    }

    @Override
    public String script(NetworkScript script, String features) {
        String others = script.let(
                "torch.cat([torch.slice(%1$s, 1, 0, %2$d), torch.slice(%1$s, 1, %3$d)], 1)", features, first, last);
        String one = script.let("torch.ones_like(torch.slice(%s, 1, 0, 1))", features);
        String basis = script.let(
                "torch.unsqueeze(torch.cat([%s, torch.slice(%s, 1, %d, %d)], 1), 1)", one, features, first, last);
        String amplitude = script.let(
                "torch.reshape(%s, [torch.size(%s, 0), %d, -1])", amplitudes.script(script, others), features, outputs);
        return script.let("torch.sum(torch.mul(%s, %s), [2])", amplitude, basis);
    }
}
