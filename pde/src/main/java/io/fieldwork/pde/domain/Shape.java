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

    /** {@return whether a point [dimensions] is inside} */
    boolean contains(double[] point);

    /** {@return the names of the boundary's parts: at least one, each once} */
    List<String> parts();

    /**
     * {@return the number of points in 1-D, length in 2-D, area in 3-D of the boundary} It is exact for the shapes of
     * {@link Shapes}. For combined ones the share left of each piece is measured by 32768 points on it (a relative
     * error of about 1e-3 is usual in the plane, 1e-2 in space).
     */
    double boundaryMeasure();

    /**
     * {@return n points on the boundary with outward unit normals, uniform by length or area; every prefix of them is
     * uniform too}
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

    /** {@return n independent uniform points inside [n, dimensions]} */
    default double[][] interior(int n, Draws draws) {
        return Sampling.UNIFORM.points(n, lower(), upper(), this::contains, draws);
    }

    /**
     * {@return n points on the named parts of the boundary with outward unit normals, uniform by length or area}
     *
     * @throws UserError if a part is unknown, or too small to be found
     */
    default BoundarySample boundary(int n, Draws draws, Collection<String> parts) {
        for (String part : parts) {
            if (!parts().contains(part)) {
                throw new UserError(
                        "The boundary has no part '" + part + "'; it has " + String.join(", ", parts()) + ".");
            }
        }
        return Sampling.enough(
                n,
                tried -> boundary(tried, draws).on(parts).first(n),
                BoundarySample::size,
                "Of the boundary parts " + String.join(", ", parts) + " so little is left that " + n
                        + " points on them were not found.");
    }

    /** {@return the same region with one name such as {@code hole} for its whole boundary, which is one part} */
    default Shape named(String name) {
        return new Named(this, name);
    }

    /**
     * {@return the union with another shape of the same dimension} Boundary parts of the same name become one, and
     * empty parts keep their names, as in differences and intersections.
     */
    default Shape union(Shape other) {
        return Combination.union(this, other);
    }

    /**
     * {@return the difference from another shape of the same dimension}
     *
     * @throws UserError if nothing is left
     */
    default Shape minus(Shape other) {
        return Combination.difference(this, other);
    }

    /**
     * {@return the intersection with another shape of the same dimension}
     *
     * @throws UserError if they do not meet
     */
    default Shape intersect(Shape other) {
        return Combination.intersection(this, other);
    }
}
