package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Script;

/**
 * Errors of closures, on fields, fluids and couplings as {@link ClosureModel} has them. Relative ones are means over samples of
 * squares.
 */
final class ClosureLosses implements AutoCloseable {
    private static final String TEXT = """
            def relative(self, found: Tensor, wanted: Tensor) -> Tensor:
              axes = [1, 2, 3]
              d = torch.sub(found, wanted)
              return torch.mean(torch.div(torch.sum(torch.mul(d, d), axes), torch.add(torch.sum(torch.mul(wanted, wanted), axes), 1e-30)))
            def fourth(self, q: Tensor, wanted: Tensor) -> Tensor:
              return self.relative(torch.narrow(q, 1, 2, 2), wanted)
            def second(self, v: Tensor, f: Tensor) -> Tensor:
              return self.relative(torch.narrow(v, 1, 1, 2), torch.narrow(f, 1, 1, 2))
            def exact(self, f: Tensor, p: Tensor, fourth: Tensor) -> Tensor:
              return self.from_fourth(f, self.pair(fourth, 0), p)
            def force(self, f: Tensor, q: Tensor) -> Tensor:
              e = self.pair(f, 3)
              x = torch.add(torch.mul(self.pair(q, 0), e), torch.mul(self.pair(q, 2), torch.conj(e)))
              return torch.add(x, self.pair(q, 4))
            def forces(self, f: Tensor, q: Tensor) -> Tensor:
              x = self.force(f, q)
              return torch.stack([torch.real(x), torch.imag(x)], 1)
            def coupling(self, f: Tensor, p: Tensor, q: Tensor, fourth: Tensor) -> Tensor:
              return self.relative(self.forces(f, q), self.forces(f, self.exact(f, p, fourth)))
            def stresses(self, f: Tensor, p: Tensor, q: Tensor) -> Tensor:
              c = torch.select(f, 1, 0)
              m = torch.mul(self.pair(f, 1), torch.mul(self.number(p, 2), 1.5))
              g = torch.add(torch.mul(torch.add(torch.mul(self.pair(f, 3), 0.5), m), c), torch.mul(self.force(f, q), 0.5))
              t = torch.select(q, 1, 6)
              return torch.stack([torch.mul(torch.add(t, torch.real(g)), 0.5), torch.mul(torch.imag(g), 0.5), torch.mul(torch.sub(t, torch.real(g)), 0.5)], 1)
            def stress(self, f: Tensor, p: Tensor, q: Tensor, fourth: Tensor) -> Tensor:
              d = torch.sub(self.stresses(f, p, q), self.stresses(f, p, self.exact(f, p, fourth)))
              return torch.mean(torch.mul(d, d))
            def sum(self, a: Tensor, b: Tensor, weight: Tensor) -> Tensor:
              return torch.add(a, torch.mul(b, weight))
            def scaled(self, a: Tensor, factor: Tensor) -> Tensor:
              return torch.mul(a, factor)
            """;

    private final NDManager manager;
    private final Script script;

    ClosureLosses(NDManager owner) {
        manager = owner.newSubManager();
        script = Script.compile(manager, ClosureText.COMMON + TEXT);
    }

    /** Of m₄ [samples, 2, n, n], given by a coupling. */
    NDArray fourth(NDArray found, NDArray wanted) {
        return call("fourth", found, wanted);
    }

    /** Of m₂, given among values [samples, 3, n, n] and fields. */
    NDArray second(NDArray values, NDArray wanted) {
        return call("second", values, wanted);
    }

    /** Of m₄τ*. */
    NDArray coupling(NDArray fields, NDArray fluid, NDArray found, NDArray fourth) {
        return call("coupling", fields, fluid, found, fourth);
    }

    /** The mean square of S:T's elements 11, 12 and 22. */
    NDArray stress(NDArray fields, NDArray fluid, NDArray found, NDArray fourth) {
        return call("stress", fields, fluid, found, fourth);
    }

    /** S:T's elements [samples, 3, n, n]. */
    NDArray stresses(NDArray fields, NDArray fluid, NDArray coupling) {
        return call("stresses", fields, fluid, coupling);
    }

    /** m₄τ* of a coupling, [samples, 2, n, n]. */
    NDArray force(NDArray fields, NDArray coupling) {
        return call("forces", fields, coupling);
    }

    /** The coupling of a fourth moment [samples, 2, n, n]. */
    NDArray exact(NDArray fields, NDArray fluid, NDArray fourth) {
        return call("exact", fields, fluid, fourth);
    }

    /** a + weight b. */
    NDArray sum(NDArray a, NDArray b, double weight) {
        return call("sum", a, b, a.getManager().create(weight));
    }

    /** factor a. */
    NDArray scaled(NDArray a, double factor) {
        return call("scaled", a, a.getManager().create(factor));
    }

    private NDArray call(String method, NDArray... inputs) {
        return script.call(method, inputs)[0];
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
