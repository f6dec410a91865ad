package io.fieldwork.pde.supervised;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.Grid;
import io.fieldwork.pde.data.GridSize;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Relative errors |p - y| / |y| of functions on a grid, one a sample, in one of three norms:
 *
 * <ul>
 *   <li>{@code l2}: |u|² = Σ u²
 *   <li>{@code h1}: |u|² = Σ u² + Σ |∇u|², with differences of neighbours over their distance
 *   <li>{@code h1-truncated}: |u|² = Σ (1 + k² + l²) |û(k, l)|² (in space with m² too), where a wavenumber (in waves a domain) of 20 or more counts
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
    private static final String OR_TYPICAL = """
        def relative(self, p: Tensor, y: Tensor, w: Tensor) -> Tensor:
          e = (self).square(torch.sub(p, y), w)
          s = (self).square(y, w)
          t = (self).square(torch.full_like(y, %s), w)
          return torch.sqrt(torch.div(e, torch.where(torch.gt(s, 0), s, t)))
        """;
    private static final String PLAIN = """
        def square(self, u: Tensor, w: Tensor) -> Tensor:
          return torch.sum(torch.mul(u, u), %s)
        """;
    private static final String SPECTRAL = """
        def square(self, u: Tensor, w: Tensor) -> Tensor:
          f = torch.view_as_real(torch.fft_rfftn(u, None, %s))
          return torch.sum(torch.mul(torch.mul(f, f), w), %s)
        """;

    private final NDManager manager;
    private final Script script;
    private final NDArray weights;

    /** The norm of one of the three names, on a grid of some points, for functions of which none is zero everywhere. */
    public ErrorNorm(NDManager owner, String name, Grid grid, GridSize size) {
        this(owner, name, grid, size, 0);
    }

    /** The norm of one of the three names; errors of functions that are zero everywhere are relative to a typical constant. */
    ErrorNorm(NDManager owner, String name, Grid grid, GridSize size, double typical) {
        this.manager = owner.newSubManager();
        String square = switch (name) {
            case L2 -> PLAIN.formatted(axes(1, size.axes() + 1));
            case H1 -> gradient(grid, size);
            case TRUNCATED_H1 -> SPECTRAL.formatted(axes(2, size.axes() + 1), axes(1, size.axes() + 2));
            default -> throw new IllegalArgumentException("no norm " + name);
        };
        this.script = Script.compile(manager, square + "\n" + (typical > 0 ? OR_TYPICAL.formatted(typical) : RELATIVE));
        this.weights = name.equals(TRUNCATED_H1) ? wavenumbers(manager, size) : manager.ones(new Shape(1));
        Scopes.keep(weights);
    }

    /**
     * {@return the relative errors [samples] of a batch; differentiable}
     *
     * @param prediction [samples, channels, height, width], or [samples, channels, depth, height, width]
     * @param truth same shape
     */
    public NDArray relative(NDArray prediction, NDArray truth) {
        return script.call("relative", prediction, truth, weights)[0];
    }

    private static String gradient(Grid grid, GridSize size) {
        double[] distance = grid.spacing(size);
        String all = axes(1, size.axes() + 1);
        boolean periodic = grid.boundary() == Boundary.PERIODIC;
        StringBuilder text = new StringBuilder("""
            def square(self, u: Tensor, w: Tensor) -> Tensor:
              s = torch.sum(torch.mul(u, u), %s)
            """.formatted(all));
        for (int axis = 0; axis < size.axes(); axis++) {
            int points = size.points(axis);
            if (points > 1) {
                text.append(slope(axis + 2, points, distance[axis], periodic, all));
            }
        }
        return text.append("  return s\n").toString();
    }

    private static String axes(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList().toString();
    }

    private static String slope(int axis, int points, double distance, boolean periodic, String all) {
        String after = periodic
                ? "torch.roll(u, [-1], [" + axis + "])"
                : "torch.narrow(u, " + axis + ", 1, " + (points - 1) + ")";
        String before = periodic ? "u" : "torch.narrow(u, " + axis + ", 0, " + (points - 1) + ")";
        return String.format(
                Locale.ROOT,
                "  d%1$d = torch.mul(torch.sub(%2$s, %3$s), %4$s)%n  s = torch.add(s, torch.sum(torch.mul(d%1$d, d%1$d), %5$s))%n",
                axis,
                after,
                before,
                1 / distance,
                all);
    }

    /** [height, width / 2 + 1, 1], in space [depth, ...]; a column that stands for two wavenumbers counts twice. */
    private static NDArray wavenumbers(NDManager manager, GridSize size) {
        int columns = size.width() / 2 + 1;
        float[] weights = new float[size.depth() * size.height() * columns];
        for (int i = 0; i < weights.length; i++) {
            int x = i % columns;
            int y = i / columns % size.height();
            int z = i / columns / size.height();
            int squares = square(x, size.width()) + square(y, size.height()) + square(z, size.depth());
            boolean twice = x > 0 && 2 * x < size.width();
            weights[i] = (twice ? 2 : 1) * (1 + squares);
        }
        Shape shape = size.axes() == 3
                ? new Shape(size.depth(), size.height(), columns, 1)
                : new Shape(size.height(), columns, 1);
        return manager.create(weights, shape);
    }

    /** The square of the wavenumber of an entry of a transform of some points. */
    private static int square(int entry, int points) {
        int wavenumber = kept(Math.min(entry, points - entry));
        return wavenumber * wavenumber;
    }

    private static int kept(int wavenumber) {
        return wavenumber < CUT ? wavenumber : 0;
    }

    @Override
    public void close() {
        manager.close();
    }
}
