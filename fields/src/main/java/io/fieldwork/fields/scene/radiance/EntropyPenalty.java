package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.volume.Composite;

/** The entropy -o ln o - (1 - o) ln (1 - o) of the opacity of rays, a mean: each should see a surface or nothing. */
final class EntropyPenalty implements Penalty {
    private static final String ENTROPY = """
            def entropy(self, opacity: Tensor) -> Tensor:
              o = torch.clamp(opacity, 1.0e-4, 0.9999)
              c = torch.rsub(o, 1)
              return torch.neg(torch.mean(torch.add(torch.mul(o, torch.log(o)), torch.mul(c, torch.log(c)))))
            """;

    private final Script script;
    private final double weight;

    /** A penalty whose script the manager of the weights' device owns. */
    EntropyPenalty(NDManager manager, double weight) {
        this.script = Script.compile(manager, ENTROPY);
        this.weight = weight;
    }

    @Override
    public String name() {
        return "entropy";
    }

    @Override
    public double weight(Progress progress) {
        return weight;
    }

    @Override
    public NDArray value(Tape tape, RadianceTask.Batch batch, Composite seen) {
        return script.call("entropy", seen.opacity())[0];
    }
}
