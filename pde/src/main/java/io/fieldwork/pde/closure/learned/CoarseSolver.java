package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;

/**
 * The equations for concentration and second moment with a closure, as a differentiable function of state, closure and fluid: Fourier
 * modes by the two-thirds rule, and the Runge-Kutta method of order four for what is left when diffusion is an exponential factor
 * (Lawson, SIAM J. Numer. Anal. 4, 1967), which needs no history and at its steps is exact to more digits than closures are. In every
 * stage the flow is found by a fixed number of iterations from that of the stage before, a closure that sees the strain is asked anew, and
 * as many iterations follow.
 */
public final class CoarseSolver implements AutoCloseable {
    private static final String TEXT = """
            def symbol(self, s: Tensor, which: int) -> Tensor:
              return torch.view_as_complex(torch.select(s, 0, which))
            def modes(self, x: Tensor) -> Tensor:
              return torch.fft_fft2(x, None, [-2, -1], "forward")
            def points(self, x: Tensor) -> Tensor:
              return torch.fft_ifft2(x, None, [-2, -1], "forward")
            def start(self, f: Tensor, s: Tensor) -> Tensor:
              c = torch.select(f, 1, 0)
              x = torch.stack([torch.complex(c, torch.zeros_like(c)), self.pair(f, 1)], 1)
              return torch.view_as_real(torch.mul(self.modes(x), self.symbol(s, 0)))
            def mirrored(self, x: Tensor) -> Tensor:
              return torch.conj(torch.roll(torch.flip(x, [-2, -1]), [1, 1], [-2, -1]))
            def values(self, y: Tensor) -> Tensor:
              v = self.points(torch.view_as_complex(y))
              m = torch.select(v, 1, 1)
              return torch.stack([torch.real(torch.select(v, 1, 0)), torch.real(m), torch.imag(m)], 1)
            def join(self, v: Tensor, e: Tensor) -> Tensor:
              return torch.cat([v, e], 1)
            def force(self, q: Tensor, e: Tensor) -> Tensor:
              x = torch.add(torch.mul(self.pair(q, 0), e), torch.mul(self.pair(q, 2), torch.conj(e)))
              return torch.add(x, self.pair(q, 4))
            def flow(self, v: Tensor, q: Tensor, e: Tensor, p: Tensor, s: Tensor) -> Tensor:
              c = torch.select(v, 1, 0)
              m = self.pair(v, 1)
              alpha = self.number(p, 0)
              beta = self.number(p, 1)
              zeta = self.number(p, 2)
              drive = torch.sub(torch.mul(m, alpha), torch.mul(torch.mul(m, c), torch.mul(torch.mul(beta, zeta), 0.5)))
              share = torch.div(torch.mul(beta, torch.mean(c, [-2, -1], True)), 8.)
              strain = self.pair(e, 0)
              for i in range(%d):
                inner = torch.add(torch.mul(strain, c), self.force(q, strain))
                stress = torch.add(drive, torch.mul(inner, torch.mul(beta, 0.5)))
                driven = self.modes(stress)
                found = torch.add(torch.mul(driven, self.symbol(s, 1)), torch.mul(self.mirrored(driven), self.symbol(s, 2)))
                strain = torch.div(torch.add(self.points(found), torch.mul(strain, share)), torch.add(share, 1.))
              return torch.stack([torch.real(strain), torch.imag(strain)], 1)
            def velocity(self, e: Tensor, s: Tensor) -> Tensor:
              u = self.points(torch.mul(self.modes(self.pair(e, 0)), self.symbol(s, 3)))
              return torch.stack([torch.real(u), torch.imag(u)], 1)
            def rate(self, v: Tensor, q: Tensor, e: Tensor, p: Tensor, s: Tensor) -> Tensor:
              c = torch.select(v, 1, 0)
              m = self.pair(v, 1)
              strain = self.pair(e, 0)
              modes = self.modes(strain)
              speed = self.points(torch.mul(modes, self.symbol(s, 3)))
              w = torch.real(self.points(torch.mul(modes, self.symbol(s, 4))))
              turned = torch.complex(torch.neg(torch.mul(w, torch.imag(m))), torch.mul(w, torch.real(m)))
              tau = torch.add(strain, torch.mul(m, self.number(p, 2)))
              local = torch.sub(torch.add(turned, torch.mul(tau, c)), self.force(q, strain))
              x = torch.stack([torch.complex(c, torch.zeros_like(c)), m], 1)
              alongx = self.modes(torch.mul(x, torch.unsqueeze(torch.real(speed), 1)))
              alongy = self.modes(torch.mul(x, torch.unsqueeze(torch.imag(speed), 1)))
              flux = torch.add(torch.mul(alongx, self.symbol(s, 5)), torch.mul(alongy, self.symbol(s, 6)))
              source = torch.mul(self.modes(local), self.symbol(s, 0))
              return torch.view_as_real(torch.add(flux, torch.stack([torch.zeros_like(source), source], 1)))
            def decay(self, p: Tensor, k: Tensor, h: Tensor) -> Tensor:
              space = torch.mul(k, self.number(p, 3))
              both = torch.stack([space, torch.add(space, torch.mul(self.number(p, 4), 4.))], 1)
              return torch.unsqueeze(torch.exp(torch.mul(torch.neg(both), h)), -1)
            def second(self, y: Tensor, k: Tensor, d: Tensor, h: Tensor) -> Tensor:
              return torch.mul(torch.add(y, torch.mul(k, h)), d)
            def third(self, y: Tensor, k: Tensor, d: Tensor, h: Tensor) -> Tensor:
              return torch.add(torch.mul(y, d), torch.mul(k, h))
            def fourth(self, y: Tensor, k: Tensor, d: Tensor, h: Tensor) -> Tensor:
              return torch.mul(torch.add(torch.mul(y, d), torch.mul(torch.mul(k, h), 2.)), d)
            def last(self, y: Tensor, a: Tensor, b: Tensor, c: Tensor, e: Tensor, d: Tensor, h: Tensor) -> Tensor:
              third = torch.div(h, 3.)
              begun = torch.mul(torch.add(y, torch.mul(a, third)), d)
              middle = torch.add(begun, torch.mul(torch.add(b, c), torch.mul(third, 2.)))
              return torch.add(torch.mul(middle, d), torch.mul(e, third))
            """;

    private static final int SYMBOLS = 7;

    private final NDManager manager;
    private final Script script;
    private final NDArray symbols;
    private final NDArray squares;
    private final NDArray half;

    /**
     * A state.
     *
     * @param modes of c and m₂, [samples, 2, n, n, 2], mode 0 being the mean
     * @param strain from which the next flow is found, [samples, 2, n, n]
     */
    public record State(NDArray modes, NDArray strain) {}

    /**
     * A solver with a fixed step.
     *
     * @param points a side of the square
     * @param length of a side
     * @param step time step
     * @param iterations of the flow before the closure is asked anew, and after it
     */
    public CoarseSolver(NDManager owner, int points, double length, double step, int iterations) {
        manager = owner.newSubManager();
        script = Script.compile(manager, ClosureText.COMMON + TEXT.formatted(iterations));
        double[][] tables = symbols(points, length);
        symbols = manager.create(tables[0], new Shape(SYMBOLS, points, points, 2));
        squares = manager.create(tables[1], new Shape(points, points));
        half = manager.create(step / 2);
        Scopes.keep(symbols, squares, half);
    }

    /**
     * With κ = k_x + i k_y and its conjugate κ̄: 1, -1/8, (κ/|κ|)⁴/8, -2i κ̄/|κ|², -2i κ̄²/|κ|², -i k_x, -i k_y of the modes kept;
     * and |κ|².
     */
    private static double[][] symbols(int n, double length) {
        double[][] tables = {new double[2 * SYMBOLS * n * n], new double[n * n]};
        double unit = 2 * Math.PI / length;
        int highest = (n - 1) / 3;
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                int a = x <= n / 2 ? x : x - n;
                int b = y <= n / 2 ? y : y - n;
                tables[1][x * n + y] = unit * unit * (a * a + b * b);
                if (Math.abs(a) <= highest && Math.abs(b) <= highest) {
                    fill(tables[0], x * n + y, n * n, unit * a, unit * b);
                }
            }
        }
        return tables;
    }

    private static void fill(double[] all, int at, int plane, double kx, double ky) {
        double square = kx * kx + ky * ky;
        put(all, at, 1, 0);
        if (square > 0) {
            double angle = 4 * Math.atan2(ky, kx);
            put(all, at + plane, -0.125, 0);
            put(all, at + 2 * plane, Math.cos(angle) / 8, Math.sin(angle) / 8);
            put(all, at + 3 * plane, -2 * ky / square, -2 * kx / square);
            put(all, at + 4 * plane, -4 * kx * ky / square, -2 * (kx * kx - ky * ky) / square);
            put(all, at + 5 * plane, 0, -kx);
            put(all, at + 6 * plane, 0, -ky);
        }
    }

    private static void put(double[] all, int at, double re, double im) {
        all[2 * at] = re;
        all[2 * at + 1] = im;
    }

    /** {@return the state of fields [samples, 5, n, n], from whose strain the first flow is found} */
    public State start(NDArray fields) {
        return new State(call("start", fields, symbols), fields.get(":, 3:"));
    }

    /** {@return c and m₂ of a state, [samples, 3, n, n]} */
    public NDArray values(State state) {
        return call("values", state.modes());
    }

    /** {@return the state a step later; differentiable in all} */
    public State step(State state, ClosureModel closure, NDArray fluid) {
        NDArray y = state.modes();
        NDArray d = call("decay", fluid, squares, half);
        Slope a = slope(y, state.strain(), closure, fluid);
        Slope b = slope(call("second", y, a.rate(), d, half), a.strain(), closure, fluid);
        Slope c = slope(call("third", y, b.rate(), d, half), b.strain(), closure, fluid);
        Slope e = slope(call("fourth", y, c.rate(), d, half), c.strain(), closure, fluid);
        return new State(call("last", y, a.rate(), b.rate(), c.rate(), e.rate(), d, half), e.strain());
    }

    /** {@return c, m₂ and the strain rate of a state as fields [samples, 5, n, n]} */
    public NDArray fields(State state, ClosureModel closure, NDArray fluid) {
        return call(
                "join",
                values(state),
                slope(state.modes(), state.strain(), closure, fluid).strain());
    }

    /** {@return the velocity [samples, 2, n, n] of fields [samples, 5, n, n]} */
    public NDArray velocity(NDArray fields) {
        return call("velocity", fields.get(":, 3:"), symbols);
    }

    private record Slope(NDArray rate, NDArray strain) {}

    private Slope slope(NDArray modes, NDArray guess, ClosureModel closure, NDArray fluid) {
        NDArray v = call("values", modes);
        NDArray q = closure.couple(call("join", v, guess), fluid);
        NDArray e = call("flow", v, q, guess, fluid, symbols);
        q = closure.seesStrain() ? closure.couple(call("join", v, e), fluid) : q;
        e = call("flow", v, q, e, fluid, symbols);
        return new Slope(call("rate", v, q, e, fluid, symbols), e);
    }

    private NDArray call(String method, NDArray... inputs) {
        return script.call(method, inputs)[0];
    }

    @Override
    public void close() {
        manager.close();
    }
}
