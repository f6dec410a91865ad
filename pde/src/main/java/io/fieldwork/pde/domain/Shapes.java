package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.stream.IntStream;

/** The basic shapes; they combine by {@link Shape#union}, {@link Shape#minus} and {@link Shape#intersect}. */
public final class Shapes {
    private Shapes() {}

    /**
     * An interval; its ends are the parts left and right.
     *
     * @param lower left end
     * @param upper right end, above the lower one
     * @return a shape in 1-D
     * @throws UserError if the ends are not in order
     */
    public static Shape interval(double lower, double upper) {
        return new BoxShape(new double[] {lower}, new double[] {upper});
    }

    /**
     * A rectangle; its sides are the parts left, right, bottom and top.
     *
     * @param left lower end in x
     * @param right upper end in x
     * @param bottom lower end in y
     * @param top upper end in y
     * @return a shape in 2-D
     * @throws UserError if the ends are not in order
     */
    public static Shape rectangle(double left, double right, double bottom, double top) {
        return new BoxShape(new double[] {left, bottom}, new double[] {right, top});
    }

    /**
     * A box; its faces are left, right, bottom, top, back, front in order of the axes for up to three dimensions, and
     * lower0, upper0, lower1, ... for more.
     *
     * @param lower [dimensions]
     * @param upper [dimensions], each above the lower one
     * @return a shape
     * @throws UserError if the ends are not in order or not as many
     */
    public static Shape box(double[] lower, double[] upper) {
        return new BoxShape(lower, upper);
    }

    /**
     * A disc; its boundary is the part circle.
     *
     * @param x center
     * @param y center
     * @param radius above 0
     * @return a shape in 2-D
     * @throws UserError if the radius is not positive
     */
    public static Shape disc(double x, double y, double radius) {
        return new Ball(new double[] {x, y}, radius);
    }

    /**
     * A ball; its boundary is the part circle in 2-D, else sphere.
     *
     * @param center [dimensions], at least 2
     * @param radius above 0
     * @return a shape
     * @throws UserError if the radius is not positive, or the center on a line
     */
    public static Shape ball(double[] center, double radius) {
        return new Ball(center, radius);
    }

    /**
     * A simple polygon; its edges are the parts edge0 (from the first vertex to the second), edge1, ...
     *
     * @param vertices [x, y] each, at least 3, in order around it
     * @return a shape in 2-D
     * @throws UserError if it encloses no area or intersects itself
     */
    public static Shape polygon(double[]... vertices) {
        return new Polygon(
                IntStream.range(0, vertices.length).mapToObj(i -> "edge" + i).toList(), vertices);
    }

    /**
     * A simple polygon with names for its edges; edges of the same name are one part.
     *
     * @param edges a name for each edge, the first from the first vertex to the second
     * @param vertices [x, y] each, at least 3, in order around it
     * @return a shape in 2-D
     * @throws UserError if it encloses no area or intersects itself, or names are missing
     */
    public static Shape polygon(List<String> edges, double[]... vertices) {
        return new Polygon(edges, vertices);
    }
}
