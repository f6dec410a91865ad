package io.fieldwork.pde.supervised;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.Grid;
import io.fieldwork.pde.operator.GridSize;
import java.util.List;
import java.util.Locale;

/**
 * Relative errors |p - y| / |y| of functions on a grid, one a sample, in one of three norms:
 *
 * <ul>
 *   <li>{@code l2}: |u|² = Σ u²
 *   <li>{@code h1}: |u|² = Σ u² + Σ |∇u|², with differences of neighbours over their distance
 *   <li>{@code h1-truncated}: |u|² = Σ (1 + k² + l²) |û(k, l)|², where a wavenumber (in waves a domain) of 20 or more counts
 *       as 0. This is what the authors of MgNO (arXiv 2310.19809) and their earlier operators train on and report as H1; it
 *       takes the functions for periodic, has no 2π and is no norm of a gradient.
 * </ul>
 */
public final class ErrorNorm implements AutoCloseable {
    /** Name of the plain norm. */
    public static final String L2 = "l2";
    /** Name of the norm with the gradient. */
    public static final String H1 = "h1";
    /** Name of the published norm. */
    public static final String TRUNCATED_H1 = "h1-truncated";

    static final List<String> NAMES = List.of(L2, H1, TRUNCATED_H1);

    private static final int CUT = 20;

    private static final String RELATIVE = """
        def relative(self, p: Tensor, y: Tensor, w: Tensor) -> Tensor:
          e = (self).square(torch.sub(p, y), w)
          return torch.sqrt(torch.div(e, (self).square(y, w)))
        """;
    private static final String PLAIN = """
        def square(self, u: Tensor, w: Tensor) -> Tensor:
          return torch.sum(torch.mul(u, u), [1, 2, 3])
        """;
    private static final String SPECTRAL = """
        def square(self, u: Tensor, w: Tensor) -> Tensor:
          f = torch.view_as_real(torch.fft_rfft2(u))
          return torch.sum(torch.mul(torch.mul(f, f), w), [1, 2, 3, 4])
        """;

    private final NDManager manager;
    private final Script script;
    private final NDArray weights;

    /** The norm of one of the three names, on a grid of some points. */
    public ErrorNorm(NDManager owner, String name, Grid grid, GridSize size) {
        this.manager = owner.newSubManager();
        String square = switch (name) {
            case L2 -> PLAIN;
            case H1 -> gradient(grid, size);
            case TRUNCATED_H1 -> SPECTRAL;
            default -> throw new IllegalArgumentException("no norm " + name);
        };
        this.script = Script.compile(manager, square + "\n" + RELATIVE);
        this.weights = name.equals(TRUNCATED_H1) ? wavenumbers(manager, size) : manager.ones(new Shape(1));
        Scopes.keep(weights);
    }

    /**
     * {@return the relative errors [samples] of a batch; differentiable}
     *
     * @param prediction [samples, channels, height, width]
     * @param truth same shape, no sample zero everywhere
     */
    public NDArray relative(NDArray prediction, NDArray truth) {
        return script.call("relative", prediction, truth, weights)[0];
    }

    private static String gradient(Grid grid, GridSize size) {
        double[] distance = grid.spacing(size.height(), size.width());
        boolean periodic = grid.boundary() == Boundary.PERIODIC;
        StringBuilder text = new StringBuilder("""
            def square(self, u: Tensor, w: Tensor) -> Tensor:
              s = torch.sum(torch.mul(u, u), [1, 2, 3])
            """);
        for (int axis = 0; axis < 2; axis++) {
            int points = axis == 0 ? size.height() : size.width();
            if (points > 1) {
                text.append(slope(axis + 2, points, distance[axis], periodic));
            }
        }
        return text.append("  return s\n").toString();
    }

    private static String slope(int axis, int points, double distance, boolean periodic) {
        String after = periodic
                ? "torch.roll(u, [-1], [" + axis + "])"
                : "torch.narrow(u, " + axis + ", 1, " + (points - 1) + ")";
        String before = periodic ? "u" : "torch.narrow(u, " + axis + ", 0, " + (points - 1) + ")";
        return String.format(
                Locale.ROOT,
                "  d%1$d = torch.mul(torch.sub(%2$s, %3$s), %4$s)%n  s = torch.add(s, torch.sum(torch.mul(d%1$d, d%1$d), [1, 2, 3]))%n",
                axis,
                after,
                before,
                1 / distance);
    }

    /** [height, width / 2 + 1, 1]; a column that stands for two wavenumbers counts twice. */
    private static NDArray wavenumbers(NDManager manager, GridSize size) {
        int columns = size.width() / 2 + 1;
        float[] weights = new float[size.height() * columns];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < columns; x++) {
                int k = kept(Math.min(y, size.height() - y));
                int l = kept(x);
                boolean twice = x > 0 && 2 * x < size.width();
                weights[y * columns + x] = (twice ? 2 : 1) * (1 + k * k + l * l);
            }
        }
        return manager.create(weights, new Shape(size.height(), columns, 1));
    }

    private static int kept(int wavenumber) {
        return wavenumber < CUT ? wavenumber : 0;
    }

    @Override
    public void close() {
        manager.close();
    }
}
