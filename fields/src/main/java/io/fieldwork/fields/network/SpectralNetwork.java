package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;

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

    private final int first;
    private final int last;
    private final int outputs;
    private final Script script;
    private final Mlp amplitudes;

    /** Random weights; the manager owns the compiled script, the embedding says which features are the basis. */
    SpectralNetwork(NDManager manager, Weights weights, NetworkOptions options, Embedding embedding, int outputs) {
        this.first = embedding.harmonics()[0];
        this.last = embedding.harmonics()[1];
        this.outputs = outputs;
        this.script = Script.compile(
                manager,
                JETS.replace("FIRST", "" + first).replace("LAST", "" + last).replace("OUTPUTS", "" + outputs));
        int waves = last - first;
        this.amplitudes = new Mlp(weights, options, embedding.width() - waves, outputs * (waves + 1), true);
    }

    @Override
    public NDArray jet(JetForm form, NDArray features) {
        return series(form, amplitudes.jet(form, others(features)), features);
    }

    private NDArray others(NDArray features) {
        return script.call("others", features)[0];
    }

    private NDArray series(JetForm form, NDArray amplitude, NDArray features) {
        NDArray basis = script.call("basis", features)[0];
        NDArray product = form.layers().product(form.slots()).apply(form.tape(), amplitude, basis)[0];
        return script.call("total", product)[0];
    }

    @Override
    public NDArray jacobian(Layers layers, Slots slots, NDArray features, NDArray seeds) {
        NDArray others = others(features);
        NDArray amplitude;
        try (Tape off = Tape.forwardOnly()) {
            amplitude = amplitudes
                    .jet(new JetForm(layers, off, slots, features), others)
                    .stopGradient()
                    .duplicate();
        }
        amplitude.setRequiresGradient(true);
        try (Tape tape = Tape.open()) {
            tape.backward(series(new JetForm(layers, tape, slots, features), amplitude, features), seeds);
        }
        return amplitudes.jacobian(
                layers, slots, others, Tape.gradient(amplitude).duplicate());
    }

    @Override
    public String script(NetworkScript form, String features) {
        String others = form.let(
                "torch.cat([torch.slice(%1$s, 1, 0, %2$d), torch.slice(%1$s, 1, %3$d)], 1)", features, first, last);
        String one = form.let("torch.ones_like(torch.slice(%s, 1, 0, 1))", features);
        String basis = form.let(
                "torch.unsqueeze(torch.cat([%s, torch.slice(%s, 1, %d, %d)], 1), 1)", one, features, first, last);
        String amplitude = form.let(
                "torch.reshape(%s, [torch.size(%s, 0), %d, -1])", amplitudes.script(form, others), features, outputs);
        return form.let("torch.sum(torch.mul(%s, %s), [2])", amplitude, basis);
    }
}
