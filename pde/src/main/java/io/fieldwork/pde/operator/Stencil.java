package io.fieldwork.pde.operator;

import io.fieldwork.pde.data.Boundary;

/**
 * A learned 3 x 3 stencil whose padding imposes the boundary condition.
 *
 * @param boundary the boundary condition
 * @param line whether there is one row only, beyond which are zeros unless the function is periodic
 */
record Stencil(Boundary boundary, boolean line) {
    private static final int SIZE = 3;

    /** A stencil at every stride-th point, with one point of padding: weights [out, in, 3, 3]. */
    String apply(OperatorScript script, String name, String x, int in, int out, int stride, boolean bias) {
        Initializer start = Initializer.fan((long) in * SIZE * SIZE);
        OperatorScript.Weight w = script.stencil(name, start, out, in, SIZE, SIZE);
        String b = bias ? script.weight(name + "_bias", start, out).name() : "None";
        boolean zeros = boundary == Boundary.DIRICHLET;
        return convolve(script, zeros ? x : padded(script, x), w, b, stride, zeros ? 1 : 0);
    }

    /** A stencil at every second point that never leaves the grid. */
    String inside(OperatorScript script, String name, String x, int in, int out) {
        OperatorScript.Weight w = script.stencil(name, Initializer.fan((long) in * SIZE * SIZE), out, in, SIZE, SIZE);
        return convolve(script, x, w, "None", 2, 0);
    }

    /** One more point on every side. */
    String padded(OperatorScript script, String x) {
        if (boundary == Boundary.PERIODIC) {
            String rows =
                    script.let("torch.cat([torch.narrow(%1$s, 2, -1, 1), %1$s, torch.narrow(%1$s, 2, 0, 1)], 2)", x);
            return script.let("torch.cat([torch.narrow(%1$s, 3, -1, 1), %1$s, torch.narrow(%1$s, 3, 0, 1)], 3)", rows);
        }
        return line
                ? script.let("torch.constant_pad_nd(torch.pad(%s, [1, 1, 0, 0], \"reflect\"), [0, 0, 1, 1], 0)", x)
                : script.let("torch.pad(%s, [1, 1, 1, 1], \"reflect\")", x);
    }

    private static String convolve(
            OperatorScript script, String x, OperatorScript.Weight w, String b, int stride, int padding) {
        return script.let("torch.conv2d(%s, %s, %s, [%4$d, %4$d], [%5$d, %5$d])", x, w, b, stride, padding);
    }
}
