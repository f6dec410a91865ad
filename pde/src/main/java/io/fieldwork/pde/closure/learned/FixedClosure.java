package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.pde.closure.Closure;
import io.fieldwork.pde.closure.TensorClosure;
import java.util.List;
import java.util.Optional;

/** A closure of the second moment alone on tensors, m₄ = q(s) m₂²/c. */
public final class FixedClosure implements ClosureModel {
    private static final String CLOSE = """
            def close(self, f: Tensor, p: Tensor) -> Tensor:
              c = torch.select(f, 1, 0)
              m = self.pair(f, 1)
              s = torch.clamp_max(torch.div(self.squared(m), torch.mul(c, c)), 1.)
              return self.from_fourth(f, torch.mul(torch.mul(m, m), torch.div(self.factor(s), c)), p)
            """;

    private final TensorClosure closure;
    private final Script script;

    /** A closure of a fixed form. */
    public FixedClosure(NDManager owner, TensorClosure closure) {
        this.closure = closure;
        script = Script.compile(owner, ClosureText.COMMON + ClosureText.factor(closure.series()) + CLOSE);
    }

    @Override
    public NDArray couple(NDArray fields, NDArray fluid) {
        return script.call("close", fields, fluid)[0];
    }

    @Override
    public boolean seesStrain() {
        return false;
    }

    @Override
    public boolean givesMoment() {
        return true;
    }

    @Override
    public Optional<Closure> pointwise(double zeta) {
        return Optional.of(closure);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public void close() {
        script.close();
    }
}
