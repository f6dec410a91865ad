package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.pde.closure.Closure;
import io.fieldwork.pde.closure.TensorClosure;
import java.util.List;
import java.util.Optional;

/**
 * A learned closure that turns and mirrors with the fluid, keeps all symmetries and traces of S, and gives moments of nonnegative
 * densities whatever its network says. With μ = m₂/c, s = |μ|² and the bounded strain e = 4ε/√(1 + 16|ε|²) it is Bingham's closure and a
 * correction, m₄/c = μ² + (q(s) - 1) μ² + (1 - s)(A μ² + B μe + C e²), where A, B, C are a network's functions of s, |e|², Re(μ e*) and
 * log(1 + ζ), zero at first. Then what goes beyond |m₄/c - μ²| = 1 - s is taken back to it, where the Toeplitz matrix of the moments is
 * singular. Near isotropy m₄ is of second order, so that the isotropic state grows exactly as it should.
 */
final class EquivariantClosure implements ClosureModel {
    private static final int INPUTS = 4;
    private static final int RESULTS = 3;

    private static final String CLOSE = """
            def close(self, f: Tensor, p: Tensor%s) -> Tensor:
              c = torch.select(f, 1, 0)
              m = torch.div(self.pair(f, 1), c)
              s = torch.clamp_max(self.squared(m), 1.)
              strain = self.pair(f, 3)
              e = torch.mul(strain, torch.mul(torch.rsqrt(torch.add(torch.mul(self.squared(strain), 16.), 1.)), 4.))
              zeta = torch.add(torch.zeros_like(s), torch.log1p(self.number(p, 2)))
              inputs = [torch.sub(torch.mul(s, 2.), 1.), torch.sub(torch.mul(self.squared(e), 2.), 1.), torch.mul(self.product(m, e), 2.), zeta]
              h = torch.type_as(torch.stack(inputs, -1), w0)
            %s  k = torch.type_as(h, s)
              room = torch.rsub(s, 1.)
              square = torch.mul(m, m)
              a = torch.add(torch.mul(square, torch.select(k, -1, 0)), torch.mul(torch.mul(m, e), torch.select(k, -1, 1)))
              a = torch.add(a, torch.mul(torch.mul(e, e), torch.select(k, -1, 2)))
              d = torch.add(torch.mul(square, torch.sub(self.factor(s), 1.)), torch.mul(a, room))
              size = torch.sqrt(torch.add(self.squared(d), 1e-30))
              d = torch.mul(d, torch.div(room, torch.maximum(size, room)))
              return self.from_fourth(f, torch.mul(torch.add(square, d), c), p)
            """;

    private final NDManager manager;
    private final Script script;
    private final List<Parameter> weights;

    EquivariantClosure(NDManager owner, int width, int layers, long seed) {
        manager = owner.newSubManager();
        weights = DenseWeights.of(manager, seed, INPUTS, width, layers, RESULTS, 0);
        String close = CLOSE.formatted(ClosureText.weights(layers + 1), ClosureText.dense(layers + 1, "tanh"));
        script = Script.compile(
                manager, ClosureText.COMMON + ClosureText.factor(TensorClosure.BINGHAM.series()) + close);
    }

    @Override
    public NDArray couple(NDArray fields, NDArray fluid) {
        return script.call("close", DenseWeights.after(weights, fields, fluid))[0];
    }

    @Override
    public boolean seesStrain() {
        return true;
    }

    @Override
    public boolean givesMoment() {
        return true;
    }

    @Override
    public Optional<Closure> pointwise(double zeta) {
        return Optional.of(new HostEquivariant(weights, zeta));
    }

    @Override
    public List<Parameter> parameters() {
        return weights;
    }

    @Override
    public void close() {
        manager.close();
    }
}
