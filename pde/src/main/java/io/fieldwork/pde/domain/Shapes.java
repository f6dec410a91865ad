package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The basic shapes; they combine by {@link Shape#union}, {@link Shape#minus} and {@link Shape#intersect}. */
public final class Shapes {
    /** Part of the largest coordinate within which the ends of an outline are the same point. */
    private static final double ROUNDING = 1e-12;

    private Shapes() {}

    /**
     * {@return an interval; its ends are the parts left and right}
     *
     * @throws UserError if the ends are not in order
     */
    public static Shape interval(double lower, double upper) {
        return new BoxShape(new double[] {lower}, new double[] {upper});
    }

    /**
     * {@return a rectangle from left to right in x and from bottom to top in y; its sides are parts of the same names}
     *
     * @throws UserError if the ends are not in order
     */
    public static Shape rectangle(double left, double right, double bottom, double top) {
        return new BoxShape(new double[] {left, bottom}, new double[] {right, top});
    }

    /**
     * {@return a box between corners [dimensions]; its faces are left, right, bottom, top, back, front in order of the
     * axes for up to three dimensions, and lower0, upper0, lower1, ... for more}
     *
     * @throws UserError if the ends are not in order, not as many, or none
     */
    public static Shape box(double[] lower, double[] upper) {
        UserError.require(lower.length > 0, "The number of coordinates of a box", lower.length, "1 or more");
        return new BoxShape(lower, upper);
    }

    /**
     * {@return a disc around (x, y); its boundary is the part circle}
     *
     * @throws UserError if the radius is not positive
     */
    public static Shape disc(double x, double y, double radius) {
        return new Ball(new double[] {x, y}, radius);
    }

    /**
     * {@return a ball around a center [dimensions], at least 2; its boundary is the part circle in 2-D, else sphere}
     *
     * @throws UserError if the radius is not positive, or the center on a line
     */
    public static Shape ball(double[] center, double radius) {
        return new Ball(center, radius);
    }

    /**
     * {@return a simple polygon of vertices [x, y], at least 3, in order around it; its edges are the parts edge0 (from
     * the first vertex to the second), edge1, ...} The last vertex may repeat the first, as in files of outlines.
     *
     * @throws UserError if it encloses no area or intersects itself
     */
    public static Shape polygon(double[]... vertices) {
        double[][] open = open(vertices);
        return new Polygon(
                IntStream.range(0, open.length).mapToObj(i -> "edge" + i).toList(), open);
    }

    /**
     * {@return a simple polygon of vertices [x, y], at least 3, in order around it, with a name for each edge, the
     * first from the first vertex to the second; edges of the same name are one part} The last vertex may repeat the
     * first.
     *
     * @throws UserError if it encloses no area or intersects itself, or names are missing
     */
    public static Shape polygon(List<String> edges, double[]... vertices) {
        return new Polygon(edges, open(vertices));
    }

    /** The vertices of an outline, each once; a last one that misses the first by rounding alone repeats it. */
    private static double[][] open(double[]... outline) {
        int last = outline.length - 1;
        if (last < 3 || Arrays.stream(outline).anyMatch(vertex -> vertex.length != 2)) {
            return outline;
        }
        double reach = Arrays.stream(outline)
                .mapToDouble(vertex -> Math.max(Math.abs(vertex[0]), Math.abs(vertex[1])))
                .max()
                .orElse(0);
        double gap = Math.hypot(outline[0][0] - outline[last][0], outline[0][1] - outline[last][1]);
        return gap <= ROUNDING * reach ? Arrays.copyOf(outline, last) : outline;
    }
}
