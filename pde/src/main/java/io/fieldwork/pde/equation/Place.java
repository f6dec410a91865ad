package io.fieldwork.pde.equation;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The set of points at which a residual must vanish. */
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
     * Inside the domain, where some coordinates have given values: at a point, at one place at all times, at the last time.
     *
     * @param values by name of the coordinate
     */
    record At(Map<String, Double> values) implements Place {
        /** Copies the values. */
        public At {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }
    }

    /**
     * Inside the domain, at points that differ in the coordinates that are not integrated over.
     *
     * @param integrated names of the others
     */
    record Across(List<String> integrated) implements Place {
        /** Copies the names. */
        public Across {
            integrated = List.copyOf(integrated);
        }
    }

    /**
     * On that part of a region's boundary which lies inside the domain, with normals that point out of the region.
     *
     * @param region in the coordinates of space
     * @param beyond what lies on its other side, null for all of the domain
     */
    record Interface(Shape region, @Nullable Shape beyond) implements Place {}

    /**
     * At given points with measured values.
     *
     * @param points [n][d]
     * @param values [n]
     */
    record Measured(double[][] points, double[] values) implements Place {
        /** Rejects lists of different lengths and values that are not finite. */
        public Measured {
            if (points.length != values.length) {
                throw new UserError("There are " + points.length + " points, but " + values.length
                        + " measured values; expected one for each.");
            }
            for (int i = 0; i < values.length; i++) {
                UserError.require(Double.isFinite(values[i]), "Measured value " + i, values[i], "a finite number");
            }
        }

        /**
         * {@return this, after a check that the points belong to the domain of the equation}
         *
         * @throws UserError naming the first point outside
         */
        public Measured within(Domain domain) {
            for (int i = 0; i < points.length; i++) {
                if (points[i].length != domain.dimensions()) {
                    throw new UserError("Measured point " + i + " has " + points[i].length + " coordinates; expected "
                            + String.join(", ", domain.coordinates()) + ".");
                }
                if (!domain.touches(points[i])) {
                    throw new UserError("Measured point " + i + " is at "
                            + Domain.place(domain.coordinates(), points[i])
                            + "; expected a point of the domain.");
                }
            }
            return this;
        }

        /** {@return the measurements whose first coordinate lies in an interval, ends included} */
        public Measured between(double from, double to) {
            int[] kept = IntStream.range(0, points.length)
                    .filter(i -> points[i][0] >= from && points[i][0] <= to)
                    .toArray();
            return new Measured(
                    Arrays.stream(kept).mapToObj(i -> points[i]).toArray(double[][]::new),
                    Arrays.stream(kept).mapToDouble(i -> values[i]).toArray());
        }
    }
}
