package io.fieldwork.pde.pinn;

import java.util.List;

/** Where a residual must vanish. */
public sealed interface Place {
    /** Inside the domain, at all times. */
    record Interior() implements Place {}

    /** Inside the domain, at the first time. */
    record Initial() implements Place {}

    /**
     * On the boundary, at all times.
     *
     * @param parts names of parts of the boundary; empty for all
     */
    record Boundary(List<String> parts) implements Place {
        /** Copies the names. */
        public Boundary {
            parts = List.copyOf(parts);
        }
    }

    /**
     * At pairs of points on opposite sides of the domain, the lower side first: n pairs are 2n points.
     *
     * @param coordinate the axis along which they are opposite
     */
    record Opposite(String coordinate) implements Place {}

    /**
     * At given points, where something was measured.
     *
     * @param points [n][d]
     * @param values [n]
     */
    record Measured(double[][] points, double[] values) implements Place {
        /** Rejects lists of different lengths. */
        public Measured {
            if (points.length != values.length) {
                throw new IllegalArgumentException(points.length + " points, but " + values.length + " values");
            }
        }
    }
}
