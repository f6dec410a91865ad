package io.fieldwork.pde.closure.learned;

import io.fieldwork.pde.closure.ChebyshevSeries;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Script text that closures and the solver share: fields f and fluids p as in {@link ClosureModel}, complex numbers inside. */
final class ClosureText {
    /** Reading of fields and fluids, and what follows from a fourth moment. */
    static final String COMMON = """
            def pair(self, f: Tensor, first: int) -> Tensor:
              return torch.complex(torch.select(f, 1, first), torch.select(f, 1, first + 1))
            def number(self, p: Tensor, which: int) -> Tensor:
              return torch.reshape(torch.select(p, 1, which), [-1, 1, 1])
            def squared(self, z: Tensor) -> Tensor:
              return torch.real(torch.mul(z, torch.conj(z)))
            def product(self, a: Tensor, b: Tensor) -> Tensor:
              return torch.real(torch.mul(a, torch.conj(b)))
            def coupled(self, p: Tensor, q: Tensor, r: Tensor, trace: Tensor) -> Tensor:
              return torch.stack([torch.real(p), torch.imag(p), torch.real(q), torch.imag(q), torch.real(r), torch.imag(r), trace], 1)
            def from_fourth(self, f: Tensor, fourth: Tensor, p: Tensor) -> Tensor:
              c = torch.select(f, 1, 0)
              m = self.pair(f, 1)
              zeta = self.number(p, 2)
              trace = torch.add(self.product(self.pair(f, 3), m), torch.mul(torch.add(torch.mul(c, c), self.squared(m)), zeta))
              r = torch.mul(torch.mul(fourth, torch.conj(m)), zeta)
              return self.coupled(torch.zeros_like(fourth), fourth, r, trace)
            """;

    private static final int TERMS = 24;

    private ClosureText() {}

    /**
     * The text of a method {@code factor} that gives q(s), by Clenshaw's recurrence; of a longer series its first terms, to seven
     * digits.
     */
    static String factor(ChebyshevSeries series) {
        double[] a = series.coefficients();
        int last = Math.min(a.length, TERMS) - 1;
        StringBuilder text = new StringBuilder("def factor(self, s: Tensor) -> Tensor:\n");
        text.append("  x = torch.sub(torch.mul(s, 4.), 2.)\n");
        text.append("  b").append(last + 2).append(" = torch.zeros_like(s)\n");
        text.append("  b").append(last + 1).append(" = torch.zeros_like(s)\n");
        for (int k = last; k >= 1; k--) {
            text.append(String.format(
                    Locale.ROOT,
                    "  b%d = torch.add(torch.sub(torch.mul(x, b%d), b%d), %.17e)%n",
                    k,
                    k + 1,
                    k + 2,
                    a[k]));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "  return torch.add(torch.sub(torch.mul(torch.mul(x, b1), 0.5), b2), %.17e)%n",
                        a[0]))
                .toString();
    }

    /** Dense layers from h on with an activation between them; weights and biases are w0, b0, w1, ... */
    static String dense(int layers, String activation) {
        return IntStream.range(0, layers)
                .mapToObj(k -> "  h = torch.linear(h, w%1$d, b%1$d)%n".formatted(k)
                        + (k < layers - 1 ? "  h = torch.%s(h)%n".formatted(activation) : ""))
                .collect(Collectors.joining());
    }

    /** Their declarations, each behind a comma. */
    static String weights(int layers) {
        return IntStream.range(0, layers)
                .mapToObj(k -> ", w%1$d: Tensor, b%1$d: Tensor".formatted(k))
                .collect(Collectors.joining());
    }
}
