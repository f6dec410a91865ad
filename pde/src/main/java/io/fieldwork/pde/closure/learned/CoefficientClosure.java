package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.pde.operator.NeuralOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The closure of Maddu, Weady and Shelley (J. Comput. Phys. 504, 2024): S:D = b₀I + b₁D and S:E = a₀I + a₁D + a₂E, where the five
 * coefficients are a network's functions of tr D·D, tr E·E and tr D·E: at the point, or of their fields. Neither the symmetry of S nor the
 * traces tr S:D = D:D and tr S:E = D:E are built in.
 */
final class CoefficientClosure implements ClosureModel {
    private static final int INVARIANTS = 3;
    private static final int COEFFICIENTS = 5;

    private static final String TEXT = """
            def invariants(self, f: Tensor) -> Tensor:
              c = torch.select(f, 1, 0)
              m = self.pair(f, 1)
              e = self.pair(f, 3)
              dd = torch.mul(torch.add(torch.mul(c, c), self.squared(m)), 0.5)
              return torch.stack([dd, torch.mul(self.squared(e), 2.), self.product(m, e)], 1)
            def single(self, f: Tensor) -> Tensor:
              return torch.to(self.invariants(f), 6)
            def applied(self, f: Tensor, p: Tensor, found: Tensor) -> Tensor:
              k = torch.type_as(found, f)
              c = torch.select(f, 1, 0)
              m = self.pair(f, 1)
              zeta = self.number(p, 2)
              b = torch.add(torch.select(k, 1, 3), torch.mul(torch.mul(torch.select(k, 1, 1), zeta), 2.))
              trace = torch.add(torch.select(k, 1, 2), torch.mul(torch.mul(torch.select(k, 1, 0), zeta), 2.))
              trace = torch.add(torch.mul(trace, 2.), torch.mul(b, c))
              first = torch.mul(torch.ones_like(m), torch.sub(torch.mul(torch.select(k, 1, 4), 4.), c))
              rest = torch.mul(m, torch.sub(torch.mul(b, 2.), torch.mul(torch.mul(c, zeta), 3.)))
              return self.coupled(first, torch.zeros_like(m), rest, trace)
            """;

    private static final String CLOSE = """
            def close(self, f: Tensor, p: Tensor%s) -> Tensor:
              h = torch.type_as(torch.permute(self.invariants(f), [0, 2, 3, 1]), w0)
            %s  return self.applied(f, p, torch.permute(h, [0, 3, 1, 2]))
            """;

    private final NDManager manager;
    private final Script script;
    private final @Nullable NeuralOperator network;
    private final List<Parameter> weights;

    private CoefficientClosure(
            NDManager manager, String close, @Nullable NeuralOperator network, List<Parameter> weights) {
        this.manager = manager;
        this.network = network;
        this.weights = weights;
        script = Script.compile(manager, ClosureText.COMMON + TEXT + close);
    }

    /** The local form: a dense network with sines. */
    static CoefficientClosure local(NDManager owner, int width, int layers, long seed) {
        NDManager manager = owner.newSubManager();
        List<Parameter> weights = DenseWeights.of(manager, seed, INVARIANTS, width, layers, COEFFICIENTS, 1);
        String close = CLOSE.formatted(ClosureText.weights(layers + 1), ClosureText.dense(layers + 1, "sin"));
        return new CoefficientClosure(manager, close, null, weights);
    }

    /** The form that sees fields: a neural operator from three channels to five, closed with this. */
    static CoefficientClosure of(NDManager owner, NeuralOperator network) {
        return new CoefficientClosure(owner.newSubManager(), "", network, network.parameters());
    }

    /** Channels in and out of a network that sees fields. */
    static int[] channels() {
        return new int[] {INVARIANTS, COEFFICIENTS};
    }

    @Override
    public NDArray couple(NDArray fields, NDArray fluid) {
        if (network == null) {
            return script.call("close", DenseWeights.after(weights, fields, fluid))[0];
        }
        return applied(fields, fluid, network.apply(script.call("single", fields)[0]));
    }

    /** The coupling of given coefficients b₀, b₁, a₀, a₁, a₂, [samples, 5, n, n]. */
    NDArray applied(NDArray fields, NDArray fluid, NDArray coefficients) {
        return script.call("applied", fields, fluid, coefficients)[0];
    }

    @Override
    public boolean seesStrain() {
        return true;
    }

    @Override
    public boolean givesMoment() {
        return false;
    }

    @Override
    public List<Parameter> parameters() {
        return weights;
    }

    @Override
    public void close() {
        if (network != null) {
            network.close();
        }
        manager.close();
    }
}
