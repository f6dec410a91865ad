package io.fieldwork.pde.operator;

import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One linear multigrid V-cycle for A u = f over all channels, with learned A, smoothers S, restrictions Π of u and R of
 * f and prolongations P, none of them shared between levels or steps (arXiv 2310.19809, section 3, as released): u ← u
 * + S (f - A u) on the way down, u ← Π u and f ← R f (or R (f - A u)) between levels, u ← u + P u' on the way up.
 *
 * @param options sizes and variants
 * @param stencil its boundary condition
 * @param name of the cycle, which starts the names of its parameters
 * @param in channels of f on the finest level
 * @param width channels of u on the finest level
 */
record Cycle(MgnoOptions options, Stencil stencil, String name, int in, int width) {
    /** Writes the cycle; returns u [samples, width, points along each axis]. */
    String write(OperatorScript script, String right, List<GridSize> grids) {
        int last = options.levels() - 1;
        String[] f = new String[last + 1];
        String[] u = new String[last + 1];
        f[0] = right;
        for (int level = 0; ; level++) {
            for (int step = 0; step < options.smoothing().get(level); step++) {
                u[level] = smooth(script, level, "smooth" + step, u[level], f[level]);
            }
            if (level == last) {
                break;
            }
            f[level + 1] = restricted(script, level, u[level], f[level]);
            u[level + 1] = options.zeroStart()
                    ? null
                    : transfer(script, at(level) + "Pi", u[level], unknowns(level), unknowns(level + 1));
        }
        for (int level = last - 1; level >= 0; level--) {
            String better = script.add(u[level], prolonged(script, level, u[level + 1], grids));
            if (options.norm().equals("correction")) {
                better = new LayerNorm(options.affine())
                        .write(script, at(level) + "norm", better, unknowns(level), grids.get(level));
            }
            for (int step = 0; step < options.postSmoothing().get(level); step++) {
                better = smooth(script, level, "post" + step, better, f[level]);
            }
            u[level] = better;
        }
        return u[0];
    }

    /** u + S (f - A u), or S f where u is still zero. */
    private String smooth(OperatorScript script, int level, String step, String u, String f) {
        String defect = u == null ? f : defect(script, level, step + "/A", u, f);
        String smoother = at(level) + step + "/S";
        String change = stencil.apply(script, smoother, defect, rights(level), unknowns(level), 1, options.bias());
        return u == null ? change : script.add(u, change);
    }

    /** f - A u. */
    private String defect(OperatorScript script, int level, String a, String u, String f) {
        String product = stencil.apply(script, at(level) + a, u, unknowns(level), rights(level), 1, options.bias());
        return script.subtract(f, product);
    }

    private String restricted(OperatorScript script, int level, String u, String f) {
        String defect = options.residual() ? defect(script, level, "residual", u, f) : f;
        return transfer(script, at(level) + "R", defect, rights(level), rights(level + 1));
    }

    private String transfer(OperatorScript script, String weight, String x, int from, int to) {
        return options.margin() == 1
                ? stencil.apply(script, weight, x, from, to, 2, false)
                : stencil.inside(script, weight, x, from, to);
    }

    /**
     * A transposed stencil that doubles the grid: with kernel 4 n points become 2 n, with kernel 3 they become 2 n - 1 (2 n + 2
     * and 2 n + 1 without a margin). The training grid decides the kernel; on other grids a row or column more or less is
     * computed.
     */
    private String prolonged(OperatorScript script, int level, String u, List<GridSize> grids) {
        GridSize coarse = grids.get(level + 1);
        GridSize fine = grids.get(level);
        int margin = options.margin();
        long[] kernel = IntStream.range(0, fine.axes())
                .mapToLong(axis -> fine.points(axis) - 2 * (coarse.points(axis) - 1) + 2 * margin)
                .toArray();
        OperatorScript.Weight w = transposed(script, level, kernel);
        int[] more = IntStream.range(0, fine.axes())
                .map(axis -> (int) (kernel[axis] - w.shape().get(axis + 2)))
                .toArray();
        boolean wrapped = options.seam() && stencil.boundary() == Boundary.PERIODIC && margin == 1;
        String result = script.let(
                "torch.conv_transpose%dd(%s, %s, None, %s, %s, %s)",
                script.axes(),
                wrapped ? stencil.padded(script, u) : u,
                w,
                script.each(axis -> 2),
                script.each(axis -> wrapped ? margin + 2 : margin),
                script.each(axis -> Math.max(more[axis], 0)));
        return IntStream.of(more).anyMatch(n -> n < 0) ? script.first(result, fine) : result;
    }

    private OperatorScript.Weight transposed(OperatorScript script, int level, long[] kernel) {
        int from = unknowns(level + 1);
        int to = unknowns(level);
        long fan = LongStream.of(kernel).reduce(to, (p, q) -> p * q);
        long[] shape = LongStream.concat(LongStream.of(from, to), LongStream.of(kernel))
                .toArray();
        return script.stencil(at(level) + "P", Initializer.fan(fan), shape);
    }

    private int unknowns(int level) {
        return options.growing() ? width * (level + 1) : width;
    }

    private int rights(int level) {
        return options.growing() ? in * (level + 1) : in;
    }

    private String at(int level) {
        return name + "/level" + level + "/";
    }
}
