package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.Collection;
import java.util.List;

/**
 * A bounded region of space. Own implementations need a box, a boundary and an inside test; the rest follows from them.
 * Points exactly on the boundary may count as inside or not.
 */
public interface Shape {
    /** {@return a copy of the lower corner [dimensions] of a box around it} */
    double[] lower();

    /** {@return a copy of the upper corner [dimensions] of a box around it} */
    double[] upper();

    /**
     * Whether a point is inside.
     *
     * @param point [dimensions]
     * @return true if it is
     */
    boolean contains(double[] point);

    /** {@return the names of the boundary's parts: at least one, each once} */
    List<String> parts();

    /**
     * The measure of the boundary: exact for the shapes of {@link Shapes}. For combined ones the share left of each
     * piece is measured by 32768 points on it (a relative error of about 1e-3 is usual in the plane, 1e-2 in space).
     *
     * @return number of points in 1-D, length in 2-D, area in 3-D
     */
    double boundaryMeasure();

    /**
     * Points on the boundary, uniform by length or area. Every prefix of them is uniform too.
     *
     * @param n number of points
     * @param draws random numbers
     * @return n points with unit normals that point out of the shape
     */
    BoundarySample boundary(int n, Draws draws);

    /** {@return the number of coordinates, 1 or more} */
    default int dimensions() {
        return lower().length;
    }

    /**
     * {@return the length, area or volume, above 0: exact for the shapes of {@link Shapes}, else measured by 32768
     * scrambled Sobol points in the bounding box (a relative error of about 1e-3 is usual)}
     */
    default double measure() {
        return Combination.measured(lower(), upper(), this::contains);
    }

    /**
     * Independent uniform points inside.
     *
     * @param n number of points
     * @param draws random numbers
     * @return [n, dimensions]
     */
    default double[][] interior(int n, Draws draws) {
        return Sampling.UNIFORM.points(n, lower(), upper(), this::contains, draws);
    }

    /**
     * Points on some parts of the boundary, uniform by length or area.
     *
     * @param n number of points
     * @param draws random numbers
     * @param parts names of these parts
     * @return n points with outward unit normals
     * @throws UserError if a part is unknown, or too small to be found
     */
    default BoundarySample boundary(int n, Draws draws, Collection<String> parts) {
        for (String part : parts) {
            if (!parts().contains(part)) {
                throw new UserError(
                        "The boundary has no part '" + part + "'; it has " + String.join(", ", parts()) + ".");
            }
        }
        for (long tried = n; tried <= Sampling.mostCandidates(n); tried *= 2) {
            BoundarySample sample = boundary((int) tried, draws).on(parts).first(n);
            if (sample.size() == n) {
                return sample;
            }
        }
        throw new UserError("Of the boundary parts " + String.join(", ", parts) + " so little is left that " + n
                + " points on them were not found.");
    }

    /**
     * The same region with one name for its whole boundary.
     *
     * @param name such as {@code hole}
     * @return a shape with one part
     */
    default Shape named(String name) {
        return new Named(this, name);
    }

    /**
     * The union with another shape. Boundary parts of the same name become one, and empty parts keep their names, as in
     * differences and intersections.
     *
     * @param other of the same dimension
     * @return the union
     */
    default Shape union(Shape other) {
        return Combination.union(this, other);
    }

    /**
     * The difference from another shape.
     *
     * @param other of the same dimension
     * @return the difference
     * @throws UserError if nothing is left
     */
    default Shape minus(Shape other) {
        return Combination.difference(this, other);
    }

    /**
     * The intersection with another shape.
     *
     * @param other of the same dimension
     * @return the intersection
     * @throws UserError if they do not meet
     */
    default Shape intersect(Shape other) {
        return Combination.intersection(this, other);
    }
}
