package io.fieldwork.pde.operator;

import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A learned stencil of 3 points along each axis, whose padding imposes the boundary condition.
 *
 * @param boundary the boundary condition
 * @param extents its points along each axis, 3 or 1
 * @param line whether there is one row only, beyond which are zeros unless the function is periodic
 */
record Stencil(Boundary boundary, List<Integer> extents, boolean line) {
    private static final int SIZE = 3;

    /** A stencil of 3 points along every axis, also along that of the rows of a line. */
    static Stencil of(Boundary boundary, GridSize grid) {
        return new Stencil(boundary, grid.points().stream().map(n -> SIZE).toList(), grid.line());
    }

    /** A stencil of 3 points along every axis with more than one point. */
    static Stencil thin(Boundary boundary, GridSize grid) {
        List<Integer> extents =
                grid.points().stream().map(n -> n == 1 ? 1 : SIZE).toList();
        return new Stencil(boundary, extents, false);
    }

    /** Whether it reaches to neighbours along an axis. */
    boolean reaches(int axis) {
        return extents.get(axis) > 1;
    }

    /** A stencil at every stride-th point, with one point of padding: weights [out, in, 3, 3] in a plane. */
    String apply(OperatorScript script, String name, String x, int in, int out, int stride, boolean bias) {
        OperatorScript.Weight w = weight(script, name, in, out);
        String b = bias ? script.weight(name + "_bias", start(in), out).name() : "None";
        boolean zeros = boundary == Boundary.DIRICHLET;
        String padding = script.each(axis -> zeros && reaches(axis) ? 1 : 0);
        return convolve(script, zeros ? x : padded(script, x), w, b, stride, padding);
    }

    /** A stencil at every second point that never leaves the grid. */
    String inside(OperatorScript script, String name, String x, int in, int out) {
        return convolve(script, x, weight(script, name, in, out), "None", 2, script.each(axis -> 0));
    }

    private OperatorScript.Weight weight(OperatorScript script, String name, int in, int out) {
        long[] shape = LongStream.concat(
                        LongStream.of(out, in), extents.stream().mapToLong(n -> n))
                .toArray();
        return script.stencil(name, start(in), shape);
    }

    private Initializer start(int in) {
        return Initializer.fan(extents.stream().mapToLong(n -> n).reduce(in, (p, q) -> p * q));
    }

    /** One more point on every side; two stencils on the same values share it. */
    String padded(OperatorScript script, String x) {
        return script.once(List.of(this, x), () -> surrounded(script, x));
    }

    private String surrounded(OperatorScript script, String x) {
        if (boundary == Boundary.PERIODIC) {
            String wrapped = x;
            for (int axis = 0; axis < extents.size(); axis++) {
                if (reaches(axis)) {
                    wrapped = line && axis == 0
                            ? script.let("torch.cat([%1$s, %1$s, %1$s], 2)", wrapped)
                            : wrapped(script, wrapped, axis + 2);
                }
            }
            return wrapped;
        }
        if (line) {
            return script.let("torch.constant_pad_nd(torch.pad(%s, [1, 1, 0, 0], \"reflect\"), [0, 0, 1, 1], 0)", x);
        }
        int last = extents.size() - 1;
        List<Integer> margins = IntStream.rangeClosed(0, 2 * last + 1)
                .mapToObj(i -> reaches(last - i / 2) ? 1 : 0)
                .toList();
        return script.let("torch.pad(%s, %s, \"reflect\")", x, margins);
    }

    /** Split into parts, each used as it is, so that the gradient is put together once and not added up from zeros. */
    private static String wrapped(OperatorScript script, String x, int dimension) {
        String inner = script.let("torch.sub(torch.size(%s, %d), 2)", x, dimension);
        String parts = script.let("torch.split_with_sizes(%s, [1, %s, 1], %d)", x, inner, dimension);
        String first = script.let("%s[0]", parts);
        String last = script.let("%s[2]", parts);
        return script.let("torch.cat([%3$s, %2$s, %1$s[1], %3$s, %2$s], %4$d)", parts, first, last, dimension);
    }

    private static String convolve(
            OperatorScript script, String x, OperatorScript.Weight w, String b, int stride, String padding) {
        String call = "torch.conv%dd(%s, %s, %s, %s, %s)";
        return script.let(call, script.axes(), x, w, b, script.each(axis -> stride), padding);
    }
}
